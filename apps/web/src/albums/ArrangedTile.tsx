import { useSortable } from '@dnd-kit/sortable';
import type { FileSummary } from '@hearth/contracts';
import { visibleText } from '../design/visible-text.ts';
import { FilePicture } from '../files/FilePicture.tsx';
import { KindIcon } from '../files/KindIcon.tsx';
import styles from './Arrange.module.css';

/** One picture that can be dragged to another place. */
export function ArrangedTile({ file }: { readonly file: FileSummary }) {
  const { attributes, listeners, setNodeRef, transform, transition, isDragging } = useSortable({
    id: file.id,
  });
  return (
    <li
      ref={setNodeRef}
      className={styles.place}
      data-lifted={isDragging}
      style={{
        transform: transform ? `translate3d(${transform.x}px, ${transform.y}px, 0)` : undefined,
        transition,
      }}
    >
      <button
        type="button"
        className={styles.tile}
        {...attributes}
        {...listeners}
        aria-label={visibleText(file.name)}
        aria-describedby="arrange-how"
        data-file={file.id}
      >
        {file.thumbnailUrl === null ? <KindIcon kind={file.kind} size={28} /> : <FilePicture file={file} />}
      </button>
    </li>
  );
}
