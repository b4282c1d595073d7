import { FILE_KINDS, type FileKind } from '@hearth/contracts';
import { Search, X } from 'lucide-react';
import { useEffect, useRef, useState, type RefObject } from 'react';
import { useLocation } from 'wouter';
import { addressOf, type FileFilter } from './file-filter.ts';
import styles from './SearchBar.module.css';
import { useSlashKey } from './use-slash-key.ts';

interface SearchBarProps {
  readonly filter: FileFilter;
  readonly isSearchPage: boolean;
}

const TYPING_PAUSE_MS = 250;
const PLURALS: Record<FileKind, string> = {
  image: 'Photos',
  video: 'Videos',
  audio: 'Music',
  document: 'Documents',
  other: 'Other',
};

/** The words and the kind to look for. What is typed is searched for after a short pause. */
export function SearchBar({ filter, isSearchPage }: SearchBarProps) {
  const [path, navigate] = useLocation();
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(filter.query ?? '');
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    // The address is the truth, but it may lag behind the hand: what is being typed is not overwritten.
    if (document.activeElement !== input.current) setTyped(filter.query ?? '');
  }, [filter.query]);
  useSearchFocus(input, isSearchPage && addressOf('', filter) === '');
  useSlashKey(() => {
    if (path === '/') navigate('/search');
    input.current?.focus();
  });

  const show = (next: FileFilter) => navigate(addressOf('/search', next), { replace: isSearchPage });
  const search = (query: string) => {
    clearTimeout(timer.current);
    const words = query.trim();
    show({ ...filter, query: words === '' ? undefined : words });
  };

  return (
    <search className={styles.bar}>
      <h1 className={styles.title}>Library</h1>
      <form
        className={styles.box}
        onSubmit={(event) => {
          event.preventDefault();
          search(typed);
          input.current?.blur();
        }}
      >
        <Search className={styles.glass} size={19} aria-hidden />
        <input
          ref={input}
          className="field"
          type="search"
          aria-label="Search your library"
          placeholder="Search"
          enterKeyHint="search"
          autoComplete="off"
          value={typed}
          onChange={({ target }) => {
            setTyped(target.value);
            clearTimeout(timer.current);
            timer.current = setTimeout(() => search(target.value), TYPING_PAUSE_MS);
          }}
        />
        {typed !== '' && (
          <button
            type="button"
            className={`icon-button ${styles.clear}`}
            aria-label="Clear the search"
            onClick={() => {
              setTyped('');
              search('');
              input.current?.focus();
            }}
          >
            <X size={18} aria-hidden />
          </button>
        )}
      </form>
      <div className={styles.kinds} role="group" aria-label="Kind of file">
        {filter.state === 'unreadable' && (
          <button
            type="button"
            className="chip"
            aria-pressed
            onClick={() => show({ ...filter, state: undefined })}
          >
            Could not be read <X size={15} aria-hidden />
          </button>
        )}
        {FILE_KINDS.map((kind) => (
          <button
            key={kind}
            type="button"
            className="chip"
            aria-pressed={filter.type === kind}
            onClick={() => show({ ...filter, type: filter.type === kind ? undefined : kind })}
          >
            {PLURALS[kind]}
          </button>
        ))}
      </div>
    </search>
  );
}

/** Who opens the search page wants to type; who comes back to it from a picture does not. */
function useSearchFocus(input: RefObject<HTMLInputElement | null>, isBlank: boolean): void {
  useEffect(() => {
    if (isBlank && !document.querySelector('dialog[open]')) input.current?.focus();
  }, [input, isBlank]);
}
