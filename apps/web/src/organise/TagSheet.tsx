import { listTags, type FileSummary } from '@hearth/contracts';
import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useId, useState } from 'react';
import { countOf } from '../design/format.ts';
import { Sheet } from '../design/Sheet.tsx';
import { request } from '../session/request.ts';
import styles from './TagSheet.module.css';

interface TagSheetProps {
  readonly files: readonly FileSummary[];
  readonly onSave: (add: readonly string[], remove: readonly string[]) => void;
  readonly onClose: () => void;
}

/** The tags that files have, to take away, and others to add, with those in use offered. */
export function TagSheet({ files, onSave, onClose }: TagSheetProps) {
  const listId = useId();
  const [typed, setTyped] = useState('');
  const [added, setAdded] = useState<readonly string[]>([]);
  const [removed, setRemoved] = useState<readonly string[]>([]);
  const known = useQuery({ queryKey: ['tags'], queryFn: () => request(listTags, { query: { limit: 200 } }) });
  const present = [...new Set(files.flatMap(({ tags }) => tags))].filter((tag) => !removed.includes(tag));
  const add = () => {
    const tag = typed.trim();
    if (tag !== '') setAdded([...added.filter((other) => other !== tag), tag]);
    setTyped('');
    return tag;
  };
  return (
    <Sheet title={`Tags of ${countOf(files.length, 'file')}`} onClose={onClose}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          const last = add();
          if (last === '') onSave(added, removed);
        }}
      >
        <ul className={styles.tags}>
          {[...present, ...added.filter((tag) => !present.includes(tag))].map((tag) => (
            <li key={tag}>
              <button
                type="button"
                className="chip"
                aria-label={`Take the tag ${tag} away`}
                onClick={() => {
                  setAdded(added.filter((other) => other !== tag));
                  if (present.includes(tag)) setRemoved([...removed, tag]);
                }}
              >
                <bdi>{tag}</bdi> <X size={15} aria-hidden />
              </button>
            </li>
          ))}
        </ul>
        <label className="label">
          Add a tag
          <input
            className="field"
            list={listId}
            value={typed}
            maxLength={64}
            autoComplete="off"
            autoCapitalize="off"
            enterKeyHint="enter"
            onChange={({ target }) => setTyped(target.value)}
          />
        </label>
        <datalist id={listId}>
          {known.data?.items.map(({ tag }) => (
            <option key={tag} value={tag} />
          ))}
        </datalist>
        <div className="choices">
          <button type="button" className="button" onClick={onClose}>
            Cancel
          </button>
          <button
            type="button"
            className="button button-primary"
            onClick={() => {
              const last = typed.trim();
              onSave(last === '' ? added : [...added, last], removed);
            }}
          >
            Save
          </button>
        </div>
      </form>
    </Sheet>
  );
}
