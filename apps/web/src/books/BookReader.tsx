import { streamFile, urlOf, type FileSummary } from '@hearth/contracts';
import { useQuery } from '@tanstack/react-query';
import { ChevronLeft, ChevronRight, List } from 'lucide-react';
import { useCallback, useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import { formatBytes } from '../design/format.ts';
import { ProblemFace } from '../design/ProblemFace.tsx';
import { signedInFetch } from '../session/request.ts';
import { PlateSlide } from '../files/PlateSlide.tsx';
import { keepPlace, readPlace } from './book-place.ts';
import styles from './BookReader.module.css';
import { BookText } from './BookText.tsx';
import { Contents } from './Contents.tsx';
import { openArchive, type BookArchive } from './open-archive.ts';
import { readBook, UnreadableBook, type Book } from './read-book.ts';

/** A phone has to hold all of it. */
const MOST_BYTES = 150 * 1024 ** 2;

/** Reads an EPUB, a piece at a time, and knows where it was left. */
export function BookReader({ file }: { readonly file: FileSummary }) {
  const isTooLarge = file.sizeBytes > MOST_BYTES;
  const { data, error, refetch } = useQuery({
    queryKey: ['book', file.id, file.sha256],
    queryFn: ({ signal }) => openBook(file, signal),
    enabled: !isTooLarge,
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
  });
  if (isTooLarge)
    return <PlateSlide file={file} note={`Books beyond ${formatBytes(MOST_BYTES)} are not opened here.`} />;
  if (error instanceof UnreadableBook) return <PlateSlide file={file} note={error.message} />;
  if (error) return <ProblemFace error={error} onRetry={() => void refetch()} />;
  if (!data)
    return (
      <p className={styles.wait} role="status">
        Opening…
      </p>
    );
  return <OpenBook archive={data.archive} book={data.book} name={file.sha256 ?? file.id} />;
}

async function openBook(file: FileSummary, signal: AbortSignal) {
  const answer = await signedInFetch(urlOf(streamFile, { params: { id: file.id }, query: {} }), { signal });
  if (!answer.ok) throw new Error('This file could not be opened.');
  const bytes = new Uint8Array(await answer.arrayBuffer());
  try {
    const archive = openArchive(bytes);
    return { archive, book: readBook(archive) };
  } catch (error) {
    if (error instanceof UnreadableBook) throw error;
    throw new UnreadableBook('This book is damaged. Download it to try another app.');
  }
}

interface OpenBookProps {
  readonly archive: BookArchive;
  readonly book: Book;
  /** Under which its place is remembered. */
  readonly name: string;
}

function OpenBook({ archive, book, name }: OpenBookProps) {
  const sheet = useRef<HTMLDivElement>(null);
  const [start] = useState(() => readPlace(name));
  const [piece, setPiece] = useState(Math.min(start.piece, book.pieces.length - 1));
  const [isChoosing, setChoosing] = useState(false);
  const target = useRef<{ share: number } | { fragment: string }>({ share: start.share });
  const last = book.pieces.length - 1;
  const goTo = useCallback((next: number, to: typeof target.current = { share: 0 }) => {
    target.current = to;
    setPiece(next);
    setChoosing(false);
    // Within the same piece nothing is drawn anew.
    settle(sheet.current, to);
  }, []);
  const follow = useCallback(
    (path: string, fragment: string) => {
      const next = book.pieces.indexOf(path);
      if (next >= 0) goTo(next, { fragment });
    },
    [book, goTo],
  );
  useLayoutEffect(() => {
    settle(sheet.current, target.current);
    keepPlace(name, { piece, share: shareOf(sheet.current) });
  }, [piece, name]);
  useKeptPlace(sheet, name, piece);

  const turn = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    // These would lead to other files.
    event.stopPropagation();
    const next = piece + step;
    if (next >= 0 && next <= last) goTo(next);
  };
  const heading = book.contents.findLast((one) => one.piece <= piece)?.title;
  return (
    <div className={styles.book} onKeyDown={turn}>
      <div className={styles.sheet} ref={sheet} tabIndex={0} role="group" aria-label={book.title ?? 'Book'}>
        <article className={styles.text} lang={book.language} key={piece}>
          {piece === 0 && book.title !== undefined && <p className={styles.title}>{book.title}</p>}
          <BookText archive={archive} path={book.pieces[piece] ?? ''} onFollow={follow} />
        </article>
      </div>
      {isChoosing && (
        <Contents book={book} piece={piece} onChoose={goTo} onClose={() => setChoosing(false)} />
      )}
      <nav className={styles.bar} aria-label="Book">
        <button
          type="button"
          className="icon-button"
          aria-label="Part before"
          disabled={piece === 0}
          onClick={() => goTo(piece - 1)}
        >
          <ChevronLeft size={22} aria-hidden />
        </button>
        <button
          type="button"
          className={styles.where}
          aria-expanded={isChoosing}
          disabled={book.contents.length === 0}
          onClick={() => setChoosing(!isChoosing)}
        >
          <List size={18} aria-hidden />
          <span className={styles.heading}>{heading ?? 'Contents'}</span>
          <span className={styles.count}>
            {piece + 1} of {book.pieces.length}
          </span>
        </button>
        <button
          type="button"
          className="icon-button"
          aria-label="Next part"
          disabled={piece === last}
          onClick={() => goTo(piece + 1)}
        >
          <ChevronRight size={22} aria-hidden />
        </button>
      </nav>
    </div>
  );
}

/** Remembers the place once the scrolling has come to rest, and when the book is closed. */
function useKeptPlace(sheet: React.RefObject<HTMLElement | null>, name: string, piece: number): void {
  useEffect(() => {
    const element = sheet.current;
    if (!element) return undefined;
    const keep = () => keepPlace(name, { piece, share: shareOf(element) });
    element.addEventListener('scrollend', keep);
    window.addEventListener('pagehide', keep);
    return () => {
      element.removeEventListener('scrollend', keep);
      window.removeEventListener('pagehide', keep);
    };
  }, [sheet, name, piece]);
}

function settle(sheet: HTMLElement | null, to: { share: number } | { fragment: string }): void {
  if (!sheet) return;
  if ('share' in to) {
    sheet.scrollTop = to.share * (sheet.scrollHeight - sheet.clientHeight);
    return;
  }
  const place = to.fragment && sheet.querySelector(`[data-place="${CSS.escape(to.fragment)}"]`);
  if (place) place.scrollIntoView();
  else sheet.scrollTop = 0;
}

function shareOf(sheet: HTMLElement | null): number {
  const room = sheet ? sheet.scrollHeight - sheet.clientHeight : 0;
  return sheet && room > 0 ? Math.min(1, Math.max(0, sheet.scrollTop / room)) : 0;
}
