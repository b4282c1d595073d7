import { Check, CircleAlert, Pause, Play, Share, X } from 'lucide-react';
import { useState } from 'react';
import { useSpeed } from '../backup/use-speed.ts';
import { formatBytes, formatDuration } from '../design/format.ts';
import { describeContent, describeState } from './describe-transfer.ts';
import type { DropRoom } from './drop-room.ts';
import styles from './Drop.module.css';
import { safePath } from './manifest.ts';
import { SaveButtons } from './SaveButtons.tsx';
import type { TransferView } from './transfer.ts';

interface TransferCardProps {
  readonly view: TransferView;
  readonly room: DropRoom;
  /** Only where somebody may bring files in. */
  readonly onKeep?: ((view: TransferView) => Promise<void>) | undefined;
}

/** One hand-over: what, with whom, which way, how far; and what can be done with it. */
export function TransferCard({ view, room, onKeep }: TransferCardProps) {
  const { id, manifest, state, direction, bytes, bytesDone } = view;
  const isRunning = state === 'running';
  const speed = useSpeed(bytesDone, isRunning);
  const isAsked = state === 'offered' && direction === 'in';
  return (
    <article
      className={styles.card}
      data-state={state}
      data-sent-again={view.bytesSentAgain}
      aria-label={`${describeContent(manifest)}: ${describeState(view)}`}
    >
      {manifest.thumbnails !== undefined && (
        <div className={styles.thumbnails}>
          {manifest.thumbnails.map((picture) => (
            <img key={picture} src={picture} alt="" />
          ))}
        </div>
      )}
      <div className={styles.facts}>
        <p className={styles.content}>
          {state === 'failed' && <CircleAlert size={18} aria-hidden />}
          {state === 'done' && <Check size={18} aria-hidden />}
          {describeContent(manifest)}
        </p>
        <p className={styles.soft} role="status">
          {describeState(view)}
        </p>
        {manifest.text !== undefined && state === 'done' && <p className={styles.text}>{manifest.text}</p>}
        {isAsked && <Names view={view} />}
        {['running', 'paused', 'waiting'].includes(state) && (
          <>
            <progress
              className={styles.progress}
              max={1}
              value={bytes === 0 ? 0 : bytesDone / bytes}
              aria-label="Handed over"
            />
            <p className={`${styles.soft} figures`}>
              {formatBytes(bytesDone)} of {formatBytes(bytes)}
              {isRunning && speed !== undefined && speed > 0 && (
                <>
                  {' '}
                  · {formatBytes(speed)}/s · {formatDuration((bytes - bytesDone) / speed)} left
                </>
              )}
            </p>
          </>
        )}
        <div className={styles.actions}>
          {isAsked ? (
            <>
              <button type="button" className="button button-primary" onClick={() => room.accept(id)}>
                Accept
              </button>
              <button type="button" className="button" onClick={() => room.decline(id)}>
                Decline
              </button>
            </>
          ) : (
            <Actions view={view} room={room} onKeep={onKeep} />
          )}
        </div>
      </div>
    </article>
  );
}

const NAMES_SHOWN = 5;
const KEEP_WORDS = {
  not: 'Into the library',
  now: 'Bringing it in…',
  done: 'In the library',
  failed: 'That did not work. Try again',
} as const;

function Names({ view: { manifest } }: { readonly view: TransferView }) {
  const { files } = manifest;
  if (files.length < 2) return null;
  return (
    <ul className={styles.names}>
      {files.slice(0, NAMES_SHOWN).map(({ path, sizeBytes }, index) => (
        // Two may have the same name.
        <li key={index}>
          {safePath(path).join('/')} <span className="figures">{formatBytes(sizeBytes)}</span>
        </li>
      ))}
      {files.length > NAMES_SHOWN && <li>and {(files.length - NAMES_SHOWN).toLocaleString('en')} more</li>}
    </ul>
  );
}

function Actions({ view, room, onKeep }: TransferCardProps) {
  const { id, state, manifest, direction } = view;
  const [kept, setKept] = useState<keyof typeof KEEP_WORDS>('not');
  const isOver = ['done', 'declined', 'cancelled', 'failed'].includes(state);
  const hasCome = state === 'done' && direction === 'in' && manifest.files.length > 0;
  return (
    <>
      {hasCome && view.isSaved !== true && <SaveButtons manifest={manifest} open={() => room.filesOf(id)} />}
      {hasCome && onKeep && (
        <button
          type="button"
          className="button"
          disabled={kept === 'now' || kept === 'done'}
          onClick={() => {
            setKept('now');
            onKeep(view).then(
              () => setKept('done'),
              () => setKept('failed'),
            );
          }}
        >
          {KEEP_WORDS[kept]}
        </button>
      )}
      {manifest.text !== undefined && state === 'done' && direction === 'in' && (
        <button
          type="button"
          className="button"
          onClick={() => void navigator.clipboard.writeText(manifest.text ?? '').catch(() => undefined)}
        >
          <Share size={18} aria-hidden />
          Copy
        </button>
      )}
      {view.isElsewhere === true && (
        <button type="button" className="button" onClick={() => void room.takeOver(id)}>
          <Play size={18} aria-hidden />
          Go on here
        </button>
      )}
      {/* What the other has paused, they alone let go on. */}
      {(state === 'running' || (state === 'paused' && view.isPausedByMe)) && (
        <button type="button" className="button" onClick={() => room.pause(id, state === 'running')}>
          {state === 'running' ? <Pause size={18} aria-hidden /> : <Play size={18} aria-hidden />}
          {state === 'running' ? 'Pause' : 'Go on'}
        </button>
      )}
      {isOver ? (
        <button
          type="button"
          className={`icon-button ${styles.clear}`}
          aria-label={`Take ${describeContent(manifest)} off the list`}
          onClick={() => room.clear(id)}
        >
          <X size={18} aria-hidden />
        </button>
      ) : (
        <button type="button" className="button" onClick={() => room.cancel(id)}>
          <X size={18} aria-hidden />
          Stop
        </button>
      )}
    </>
  );
}
