import { FilePlus2, FolderPlus } from 'lucide-react';
import { useRef } from 'react';
import { Sheet } from '../design/Sheet.tsx';
import styles from './Drop.module.css';
import { sourceOfFile, type Source } from './source.ts';

interface SendSheetProps {
  readonly name: string;
  readonly onSend: (sources: Source[], text?: string) => void;
  readonly onClose: () => void;
}

/** What to hand to a device: files, a folder, or a few words. */
export function SendSheet({ name, onSend, onClose }: SendSheetProps) {
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const take = (list: FileList | null) => {
    if (list && list.length > 0) onSend([...list].map((file) => sourceOfFile(file)));
  };
  return (
    <Sheet title={`Send to ${name}`} onClose={onClose}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          const text = String(new FormData(event.currentTarget).get('text')).trim();
          if (text !== '') onSend([], text);
        }}
      >
        <div className={styles.choices}>
          <button type="button" className="button button-primary" onClick={() => files.current?.click()}>
            <FilePlus2 size={20} aria-hidden />
            Files
          </button>
          <button type="button" className="button" onClick={() => folder.current?.click()}>
            <FolderPlus size={20} aria-hidden />A folder
          </button>
        </div>
        <input
          ref={files}
          type="file"
          multiple
          hidden
          data-drop="files"
          onChange={(event) => take(event.target.files)}
        />
        <input
          ref={(element) => {
            folder.current = element;
            element?.setAttribute('webkitdirectory', '');
          }}
          type="file"
          hidden
          data-drop="folder"
          onChange={(event) => take(event.target.files)}
        />
        <label className="label">
          Or a few words
          <textarea className={`field ${styles.message}`} name="text" rows={3} maxLength={50_000} />
        </label>
        <div className="choices">
          <button type="button" className="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className="button">
            Send the words
          </button>
        </div>
      </form>
    </Sheet>
  );
}
