import { FILE_KINDS, POPULAR_BY, type FileKind, type PopularBy } from '@hearth/contracts';
import styles from './PopularControls.module.css';

const BY_WORDS: Record<PopularBy, string> = {
  streams: 'Streams',
  downloads: 'Downloads',
  viewers: 'People',
  watchTime: 'Time watched',
  completions: 'Times over',
};
const KIND_WORDS: Record<FileKind, string> = {
  image: 'Photos',
  video: 'Videos',
  audio: 'Music',
  document: 'Documents',
  other: 'Other',
};

interface PopularControlsProps {
  readonly by: PopularBy;
  readonly kind: FileKind | undefined;
  readonly onChange: (next: { by: PopularBy; kind: FileKind | undefined }) => void;
}

/** By what, and of which kind. */
export function PopularControls({ by, kind, onChange }: PopularControlsProps) {
  return (
    <div className={styles.controls}>
      <label>
        <span>By</span>
        <select value={by} onChange={({ target }) => onChange({ by: target.value as PopularBy, kind })}>
          {POPULAR_BY.map((one) => (
            <option key={one} value={one}>
              {BY_WORDS[one]}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>Of</span>
        <select
          value={kind ?? ''}
          onChange={({ target }) =>
            onChange({ by, kind: (target.value || undefined) as FileKind | undefined })
          }
        >
          <option value="">Everything</option>
          {FILE_KINDS.map((one) => (
            <option key={one} value={one}>
              {KIND_WORDS[one]}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}
