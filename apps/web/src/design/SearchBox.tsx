import { Search, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useSettled } from './use-settled.ts';
import { useStable } from './use-stable.ts';
import { takeTypedAhead } from './typed-ahead.ts';
import { useSlashKey } from './use-slash-key.ts';
import styles from './SearchBox.module.css';

interface SearchBoxProps {
  readonly words: string | undefined;
  readonly onSearch: (words: string | undefined) => void;
  /** Where it narrows the list of a page, what it looks in. Such a page is looked at before anything is typed. */
  readonly within?: string;
}

const TYPING_PAUSE_MS = 200;

/** The one box. What is typed is looked for after a short pause. */
export function SearchBox({ words, onSearch, within }: SearchBoxProps) {
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(() => words ?? takeTypedAhead());
  const settled = useSettled(typed, TYPING_PAUSE_MS);
  const search = useStable((text: string) => {
    const wanted = text.trim() === '' ? undefined : text.trim();
    if (wanted !== words) onSearch(wanted);
  });
  useEffect(() => search(settled), [settled, search]);
  useEffect(() => {
    // Who opens the search wants to type; who comes back to it from a picture does not.
    if (within === undefined && words === undefined && !document.querySelector('dialog[open]'))
      input.current?.focus();
    input.current?.setSelectionRange(typed.length, typed.length);
  }, []);
  const formerWords = useRef(words);
  useEffect(() => {
    // The box begins with what was typed before it was there, which the address does not know yet.
    if (formerWords.current === words) return;
    formerWords.current = words;
    // The address is the truth, but it may lag behind the hand: what is being typed is not overwritten.
    if (document.activeElement !== input.current) setTyped(words ?? '');
  }, [words]);
  useSlashKey(() => input.current?.select());
  return (
    <form
      className={styles.box}
      role="search"
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
        aria-label={`Search your ${within ?? 'library'}`}
        placeholder={
          within === undefined ? 'Name, folder, tag, camera, month or year' : `Search your ${within}`
        }
        enterKeyHint="search"
        autoComplete="off"
        maxLength={200}
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
      />
      {typed !== '' && (
        <button
          type="button"
          className={`icon-button ${styles.clear}`}
          aria-label="Clear the search"
          onClick={() => {
            setTyped('');
            onSearch(undefined);
            input.current?.focus();
          }}
        >
          <X size={18} aria-hidden />
        </button>
      )}
    </form>
  );
}
