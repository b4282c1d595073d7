import { CircleAlert, CircleCheck, Pause, Play, RotateCcw, WifiOff } from 'lucide-react';
import { countOf, formatBytes } from '../design/format.ts';
import { describeEnd, describePace, type BackupTotals } from './backup-progress.ts';
import type { Backup, BackupSnapshot } from './backup.ts';
import { RoomWarning } from './RoomWarning.tsx';
import styles from './BackupProgress.module.css';
import { useSpeed } from './use-speed.ts';

interface BackupProgressProps {
  readonly backup: Backup;
  readonly snapshot: BackupSnapshot;
  readonly totals: BackupTotals;
}

/** How much, how fast, how long yet, stop. */
export function BackupProgress({ backup, snapshot, totals }: BackupProgressProps) {
  const { isPaused, isAway, items } = snapshot;
  const { isFinished, done, failed, files, bytes, bytesDone, share } = totals;
  const isRunning = !isFinished && !isPaused && !isAway;
  const speed = useSpeed(bytesDone, isRunning);
  const isLooking = isRunning && items.every(({ state }) => state !== 'sending');
  return (
    <section className="panel" aria-label="Progress">
      <div className={styles.line} data-failed={isFinished && failed > 0}>
        {isFinished ? (
          <>
            {failed > 0 ? <CircleAlert size={22} aria-hidden /> : <CircleCheck size={22} aria-hidden />}
            <strong role="status">{describeEnd(totals)}</strong>
          </>
        ) : (
          <>
            <strong className="figures">
              {done} of {countOf(files - failed, 'file')}
            </strong>
            <span className={`${styles.soft} figures`}>
              {formatBytes(bytesDone)} of {formatBytes(bytes)}
            </span>
          </>
        )}
      </div>
      {(done > 0 || !isFinished) && <progress className={styles.bar} value={share} aria-label="Backed up" />}
      {!isFinished && (
        <p className={`${styles.soft} figures`} role="status">
          {isPaused ? (
            'Paused.'
          ) : isAway ? (
            <>
              <WifiOff size={16} aria-hidden /> The hub can’t be reached. It goes on by itself.
            </>
          ) : isLooking ? (
            'Looking at what the hub has already…'
          ) : (
            describePace(bytes - bytesDone, speed) || 'Sending…'
          )}
        </p>
      )}
      <RoomWarning items={items} />
      <div className={styles.actions}>
        {!isFinished && (
          <button
            type="button"
            className="button"
            onClick={() => (isPaused ? backup.resume() : backup.pause())}
          >
            {isPaused ? <Play size={18} aria-hidden /> : <Pause size={18} aria-hidden />}
            {isPaused ? 'Go on' : 'Pause'}
          </button>
        )}
        {failed > 0 && (
          <button type="button" className="button" onClick={() => backup.retryFailed()}>
            <RotateCcw size={18} aria-hidden />
            Try {countOf(failed, 'file')} again
          </button>
        )}
        <button
          type="button"
          className="button"
          onClick={() =>
            void backup.drop(items.filter(({ state }) => !isFinished || state === 'done').map(({ id }) => id))
          }
        >
          {isFinished ? 'Clear the list' : 'Stop all'}
        </button>
      </div>
    </section>
  );
}
