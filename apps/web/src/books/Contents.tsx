import { useEffect, useRef } from 'react';
import styles from './BookReader.module.css';
import type { Book } from './read-book.ts';

interface ContentsProps {
  readonly book: Book;
  readonly piece: number;
  readonly onChoose: (piece: number, to: { fragment: string }) => void;
  readonly onClose: () => void;
}

/** The table of contents, over the text; where one reads is in sight and has the focus. */
export function Contents({ book, piece, onChoose, onClose }: ContentsProps) {
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    const present = list.current?.querySelector<HTMLElement>('[aria-current]');
    (present ?? list.current?.querySelector('button'))?.focus();
  }, []);
  const present = book.contents.findLastIndex((one) => one.piece <= piece);
  return (
    <ol
      ref={list}
      className={styles.contents}
      aria-label="Contents"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        event.stopPropagation();
        onClose();
      }}
    >
      {book.contents.map((heading, index) => (
        <li key={index}>
          <button
            type="button"
            aria-current={index === present ? 'location' : undefined}
            onClick={() => onChoose(heading.piece, { fragment: heading.fragment })}
          >
            {heading.title}
          </button>
        </li>
      ))}
    </ol>
  );
}
