import { TriangleAlert } from 'lucide-react';
import type { BackupItem } from './backup-item.ts';
import { describeShortage } from './describe-room.ts';
import styles from './RoomWarning.module.css';
import { useRoom } from './use-room.ts';

/** Says as soon as it can be known that not all of the files will fit, and not when the last one fails. */
export function RoomWarning({ items }: { readonly items: readonly BackupItem[] }) {
  const isSending = items.some(({ state }) => state !== 'done' && state !== 'failed');
  const room = useRoom({ isSending });
  // Those on their way were announced as a whole, and are counted by the hub.
  const bytes = items
    .filter(({ state, uploadUrl }) => (state === 'waiting' || state === 'ready') && uploadUrl === undefined)
    .reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const shortage = room && describeShortage(room, bytes);
  if (shortage === undefined) return null;
  return (
    <p className={styles.warning} role="alert">
      <TriangleAlert size={18} aria-hidden />
      {shortage}
    </p>
  );
}
