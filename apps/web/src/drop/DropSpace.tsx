import { Radar, WifiOff } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useWakeLock } from '../backup/use-wake-lock.ts';
import { RadioCards } from '../design/RadioCards.tsx';
import styles from './Drop.module.css';
import { DropHistory } from './DropHistory.tsx';
import type { DropRoom } from './drop-room.ts';
import type { PeerView, RoomView } from './room-view.ts';
import { removeOldTransfers } from './kept-transfers.ts';
import { PeerBubble } from './PeerBubble.tsx';
import type { PathChoice } from './peer-link.ts';
import { SendSheet } from './SendSheet.tsx';
import type { Source } from './source.ts';
import type { TransferView } from './transfer.ts';
import { TransferCards } from './TransferCards.tsx';
import { removeOldZips } from './zip-store.ts';

interface DropSpaceProps {
  readonly room: DropRoom;
  readonly view: RoomView;
  /** Chosen before, in the library say: handed to whoever is chosen next. */
  readonly ready?: readonly Source[] | undefined;
  readonly onHanded?: () => void;
  /** What stands where devices would. */
  readonly empty: string;
}

const PATH_OPTIONS = [
  { value: 'auto', label: 'Best', text: 'Directly where that works, else via the hub.' },
  { value: 'hub', label: 'Fast', text: 'Via the hub: mostly faster at home. Sealed end to end.' },
  { value: 'direct', label: 'Direct only', text: 'From device to device, or not at all.' },
] as const;

/** Above the devices: what asks for an answer, is under way, or waits to be saved. */
function placeOf({ state, direction, isFromBefore }: TransferView): 'asked' | 'now' | 'over' {
  if (state === 'offered') return direction === 'in' ? 'asked' : 'now';
  const hasJustCome = state === 'done' && direction === 'in' && isFromBefore !== true;
  return hasJustCome || ['running', 'paused', 'waiting'].includes(state) ? 'now' : 'over';
}

/** The devices of a session, and what goes between them and this one. */
export function DropSpace({ room, view, ready, onHanded, empty }: DropSpaceProps) {
  const [chosen, setChosen] = useState<PeerView>();
  const [choice, setChoice] = useState<PathChoice>('auto');
  const { peers, transfers, state } = view;
  useEffect(() => room.choose(choice), [room, choice]);
  useEffect(() => {
    void removeOldZips();
    void removeOldTransfers();
  }, []);
  useWakeLock(transfers.some((transfer) => transfer.state === 'running'));
  const send = (peer: PeerView, sources: readonly Source[], text?: string) => {
    setChosen(undefined);
    if (sources.length > 0 || text !== undefined) void room.offer(peer, sources, text);
  };
  // What waits for an answer stands first, then what is under way or has just come: on a phone it would lie below what is in sight.
  const [asked, now, over] = (['asked', 'now', 'over'] as const).map((place) =>
    transfers.filter((one) => placeOf(one) === place),
  ) as [TransferView[], TransferView[], TransferView[]];
  return (
    <div className={styles.space}>
      {state === 'away' && (
        <p className={styles.banner} role="status">
          <WifiOff size={18} aria-hidden /> The hub can’t be reached just now. What runs directly goes on.
        </p>
      )}
      {view.code === 'drop.session-full' && (
        <p className={styles.banner} role="status">
          As many devices are here as fit in.
          <button type="button" className="button" onClick={() => room.comeBack()}>
            Try again
          </button>
        </p>
      )}
      <TransferCards label="Offered to you" views={asked} room={room} />
      <TransferCards label="Handing over" views={now} room={room} />
      <section aria-label="Devices">
        {peers.length === 0 ? (
          <div className={styles.empty} role="status">
            <Radar size={56} strokeWidth={1.2} aria-hidden />
            <p>{state === 'joining' ? 'Looking around…' : empty}</p>
          </div>
        ) : (
          <ul className={styles.bubbles}>
            {peers.map((peer) => (
              <PeerBubble
                key={peer.peerId}
                peer={peer}
                onDropped={(sources) => send(peer, sources)}
                onChoose={() => {
                  if (!ready) return setChosen(peer);
                  send(peer, ready);
                  onHanded?.();
                }}
              />
            ))}
          </ul>
        )}
      </section>
      {peers.length > 0 && (
        <p className={styles.soft}>
          The six digits under a name stand on both screens. Where they are the same, nobody is between you.
        </p>
      )}
      {choice === 'direct' && peers.some(({ path }) => path === undefined) && (
        <p className={styles.banner} role="status">
          <WifiOff size={18} aria-hidden />
          Not every device can be reached directly: a guest network may keep them apart, or a browser has no
          WebRTC. “Best” goes through the hub then.
        </p>
      )}
      <TransferCards label="Handed over" views={over} room={room} />
      <details className={styles.more}>
        <summary>Which way</summary>
        <RadioCards
          legend="Bytes go"
          name="path"
          options={PATH_OPTIONS}
          value={choice}
          onChange={setChoice}
        />
      </details>
      <DropHistory news={transfers.map(({ id, state: now }) => id + now).join()} />
      {chosen && (
        <SendSheet
          name={chosen.name}
          onClose={() => setChosen(undefined)}
          onSend={(sources, text) => send(chosen, sources, text)}
        />
      )}
    </div>
  );
}
