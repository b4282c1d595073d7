import { ProblemError, type FileSummary } from '@hearth/contracts';
import { useEffect } from 'react';
import { useLocation } from 'wouter';
import { addressOfFile, addressOfPage, usePlace } from '../page/place.ts';
import { Sheet } from '../design/Sheet.tsx';
import { shrinkTo } from './hero-transition.ts';
import { LazyViewer } from './lazy-viewer.tsx';
import { useFile } from './use-file.ts';
import { goBack, hasOpener } from './way-back.ts';
import styles from './ViewedFile.module.css';

interface ViewedFileProps {
  readonly id: string;
  /** What to step through, as far as it is here. */
  readonly listed: readonly FileSummary[];
  /** Where the file hangs on the page beneath. */
  readonly findTile: (fileId: string) => HTMLElement | null;
  /** Called when the last of what is listed comes near. */
  readonly onNearEnd?: () => void;
}

const NEAR_END = 8;

/** Opens the viewer on a file: among those of the list when it is one of them, else alone. */
export function ViewedFile({ id, listed, findTile, onNearEnd }: ViewedFileProps) {
  const [, navigate] = useLocation();
  const place = usePlace();
  const listedIndex = listed.findIndex((file) => file.id === id);
  const alone = useFile(id, listedIndex < 0);
  const isNearEnd = listedIndex >= 0 && listedIndex > listed.length - NEAR_END;
  useEffect(() => {
    if (isNearEnd) onNearEnd?.();
  }, [isNearEnd, onNearEnd]);

  const leave = async () => {
    if (hasOpener()) await goBack();
    else navigate(addressOfPage(place), { replace: true });
    findTile(id)?.focus({ preventScroll: true });
  };
  if (alone.isError && listedIndex < 0) {
    return (
      <Sheet title="This file can’t be shown" onClose={() => void leave()}>
        <p>{reasonFor(alone.error)}</p>
        <div className={`choices ${styles.away}`}>
          <button type="button" className="button button-primary" onClick={() => void leave()}>
            Go back
          </button>
        </div>
      </Sheet>
    );
  }

  const files: readonly FileSummary[] = listedIndex >= 0 ? listed : alone.data ? [alone.data] : [];
  if (files.length === 0) return null;
  return (
    <LazyViewer
      files={files}
      index={Math.max(0, listedIndex)}
      onView={(index) => {
        const file = files[index];
        if (!file || file.id === id) return;
        navigate(addressOfFile(place, file.id), { replace: true, state: history.state });
      }}
      onClose={(picture) => shrinkTo(picture, leave, () => findTile(id)?.querySelector('img') ?? null)}
    />
  );
}

function reasonFor(error: unknown): string {
  if (!(error instanceof ProblemError)) return 'The hub can’t be reached just now.';
  const { code } = error.problem;
  if (code === 'request.invalid' || code === 'file.not-found')
    return 'There is no such file any more. It may have been deleted, or the address has a slip in it.';
  return error.message;
}
