import { hasRole, type AlbumId, type FileSummary } from '@hearth/contracts';
import { Move } from 'lucide-react';
import { lazy, Suspense, useState, type ReactNode } from 'react';
import { PageSkeleton } from '../page/PageSkeleton.tsx';
import { FileGrid } from '../library/FileGrid.tsx';
import { useSignedIn } from '../session/use-session.ts';
import styles from './AlbumPage.module.css';
import { AlbumTools } from './AlbumTools.tsx';

const Arrange = lazy(() => import('./Arrange.tsx'));

interface AlbumViewProps {
  readonly id: AlbumId;
  readonly files: readonly FileSummary[];
  /** The album goes on after these files. */
  readonly hasMore: boolean;
  readonly isByDay: boolean;
  /** What stands here instead of the files where they are not here. */
  readonly face: ReactNode;
  readonly onByDay: (isByDay: boolean) => void;
  readonly onNearEnd: () => void;
}

/** An album's files: in its own order, which can be changed, or by their days. */
export function AlbumView({ id, files, hasMore, isByDay, face, onByDay, onNearEnd }: AlbumViewProps) {
  const { role } = useSignedIn();
  const [isArranging, setArranging] = useState(false);
  if (isArranging)
    return (
      <Suspense fallback={<PageSkeleton />}>
        <Arrange
          id={id}
          files={files}
          hasMore={hasMore}
          onNearEnd={onNearEnd}
          onDone={() => setArranging(false)}
        />
      </Suspense>
    );
  const mayArrange = hasRole(role, 'editor') && !isByDay;
  return (
    <>
      <div className={styles.orders} role="group" aria-label="Order">
        <button type="button" className="chip" aria-pressed={!isByDay} onClick={() => onByDay(false)}>
          Own order
        </button>
        <button type="button" className="chip" aria-pressed={isByDay} onClick={() => onByDay(true)}>
          By day
        </button>
        {mayArrange && files.length > 1 && (
          <button type="button" className="chip" onClick={() => setArranging(true)}>
            <Move size={16} aria-hidden /> Arrange
          </button>
        )}
      </div>
      {mayArrange && <AlbumTools id={id} files={files} hasMore={hasMore} />}
      {face ?? <FileGrid label="Files" files={files} isByDay={isByDay} onNearEnd={onNearEnd} />}
    </>
  );
}
