import { hasRole } from '@hearth/contracts';
import { use } from 'react';
import { SignedInContext } from '../session/use-session.ts';
import styles from './Drop.module.css';
import type { DropRoom } from './drop-room.ts';
import { keepInLibrary } from './keep-in-library.ts';
import type { TransferView } from './transfer.ts';
import { TransferCard } from './TransferCard.tsx';

interface TransferCardsProps {
  readonly label: string;
  readonly views: readonly TransferView[];
  readonly room: DropRoom;
}

/** Hand-overs one below the other; nothing where there is none. */
export function TransferCards({ label, views, room }: TransferCardsProps) {
  const person = use(SignedInContext);
  if (views.length === 0) return null;
  const mayKeep = person !== undefined && hasRole(person.role, 'editor');
  return (
    <section className={styles.list} aria-label={label}>
      {views.map((view) => (
        <TransferCard
          key={view.id}
          view={view}
          room={room}
          onKeep={mayKeep ? (kept) => keepInLibrary(kept, room, person.deviceId) : undefined}
        />
      ))}
    </section>
  );
}
