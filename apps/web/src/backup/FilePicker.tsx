import { ImagePlus } from 'lucide-react';
import { useId, useRef } from 'react';
import styles from './FilePicker.module.css';

interface FilePickerProps {
  readonly isFirst: boolean;
  /** Undefined where the hub decides. */
  readonly folder: string | undefined;
  readonly onFolder: (folder: string) => void;
  readonly onFiles: (files: readonly File[]) => void;
}

/** The phone's own photo picker, many at once. */
export function FilePicker({ isFirst, folder, onFolder, onFiles }: FilePickerProps) {
  const input = useRef<HTMLInputElement>(null);
  const hintId = useId();
  return (
    <section className={`${isFirst ? 'panel' : ''} ${styles.picker}`} aria-label="Pick photos and videos">
      {folder !== undefined && (
        <label className="label">
          Into the folder
          <input
            className="field"
            value={folder}
            maxLength={200}
            onChange={(event) => onFolder(event.target.value)}
          />
        </label>
      )}
      <button
        type="button"
        className={`button ${isFirst ? 'button-primary' : ''} ${styles.pick}`}
        aria-describedby={hintId}
        onClick={() => input.current?.click()}
      >
        <ImagePlus size={20} aria-hidden />
        {isFirst ? 'Pick photos and videos' : 'Pick more'}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        accept="image/*,video/*"
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
      <p className="hint" id={hintId} hidden={!isFirst}>
        Pick as many as you like: what the hub has already is recognised and not sent again. Keep this page
        open until it is done; if it closes, it goes on next time.
      </p>
    </section>
  );
}
