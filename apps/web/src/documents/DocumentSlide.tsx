import type { FileSummary } from '@hearth/contracts';
import { lazy, Suspense, type PointerEvent, type SyntheticEvent } from 'react';
import styles from './DocumentSlide.module.css';
import { readerOf } from './reader-of.ts';

const PdfReader = lazy(() => import('./PdfReader.tsx').then((m) => ({ default: m.PdfReader })));
const BookReader = lazy(() => import('../books/BookReader.tsx').then((m) => ({ default: m.BookReader })));
const TextReader = lazy(() => import('./TextReader.tsx').then((m) => ({ default: m.TextReader })));

/** Reading and scrolling are not swiping to the next file. */
const keep = (event: SyntheticEvent) => event.stopPropagation();

/** A document that is read in place. Only the one that is looked at is opened. */
export function DocumentSlide({
  file,
  isCurrent,
}: {
  readonly file: FileSummary;
  readonly isCurrent: boolean;
}) {
  const reader = readerOf(file);
  // A finger that goes sideways leads to the next file; up and down it scrolls, which the browser does by itself. A mouse selects.
  const keepPointer = (event: PointerEvent) => {
    if (event.pointerType !== 'touch' || reader === 'book') keep(event);
  };
  return (
    <div
      className={styles.frame}
      data-scrolls
      onWheel={keep}
      onPointerDown={keepPointer}
      onPointerMove={keepPointer}
      onPointerUp={keepPointer}
    >
      {isCurrent && (
        <Suspense
          fallback={
            <p className={styles.wait} role="status">
              Opening…
            </p>
          }
        >
          {reader === 'pdf' && <PdfReader file={file} />}
          {reader === 'book' && <BookReader file={file} />}
          {(reader === 'text' || reader === 'markdown') && <TextReader file={file} as={reader} />}
        </Suspense>
      )}
    </div>
  );
}
