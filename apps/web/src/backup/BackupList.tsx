import { CircleAlert, CircleCheck, CircleDashed, LoaderCircle, X } from 'lucide-react';
import { FileName } from '../design/FileName.tsx';
import { countOf, formatBytes } from '../design/format.ts';
import { visibleText } from '../design/visible-text.ts';
import type { BackupItem, BackupState } from './backup-item.ts';
import type { Backup, BackupSnapshot } from './backup.ts';
import styles from './BackupList.module.css';
import { describeItem } from './describe-item.ts';

const MAX_SHOWN = 100;
const ICONS = {
  waiting: CircleDashed,
  ready: CircleDashed,
  sending: LoaderCircle,
  done: CircleCheck,
  failed: CircleAlert,
} as const satisfies Record<BackupState, unknown>;
/** What needs a person first, then what moves. */
const ORDER: readonly BackupState[] = ['failed', 'sending', 'ready', 'waiting', 'done'];

interface BackupListProps {
  readonly backup: Backup;
  readonly snapshot: BackupSnapshot;
}

export function BackupList({ backup, snapshot }: BackupListProps) {
  const items = snapshot.items.toSorted(
    (one, other) => ORDER.indexOf(one.state) - ORDER.indexOf(other.state),
  );
  return (
    <section className="panel" aria-label="Files">
      <ul className={styles.list}>
        {items.slice(0, MAX_SHOWN).map((item) => (
          <Item
            key={item.id}
            item={item}
            bytesSent={snapshot.sent.get(item.id) ?? 0}
            onDrop={() => void backup.drop([item.id])}
          />
        ))}
      </ul>
      {items.length > MAX_SHOWN && (
        <p className="hint">and {countOf(items.length - MAX_SHOWN, 'more file', 'more files')}</p>
      )}
    </section>
  );
}

interface ItemProps {
  readonly item: BackupItem;
  readonly bytesSent: number;
  readonly onDrop: () => void;
}

function Item({ item, bytesSent, onDrop }: ItemProps) {
  const Icon = ICONS[item.state];
  return (
    <li className={styles.item} data-state={item.state}>
      <Icon size={20} aria-hidden />
      <div className={styles.facts}>
        <p className={styles.name}>
          <FileName name={item.name} />
        </p>
        <p className="hint figures">
          {formatBytes(item.sizeBytes)} · {describeItem(item, bytesSent)}
        </p>
        {item.state === 'sending' && (
          <progress
            className={styles.bar}
            value={item.sizeBytes === 0 ? 0 : bytesSent / item.sizeBytes}
            aria-label={`${visibleText(item.name)} sent`}
          />
        )}
      </div>
      {item.state !== 'done' && (
        <button
          type="button"
          className="icon-button"
          aria-label={`Leave ${visibleText(item.name)} out`}
          onClick={onDrop}
        >
          <X size={18} aria-hidden />
        </button>
      )}
    </li>
  );
}
