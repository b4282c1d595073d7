import { ChevronDown, ChevronUp, CircleAlert, CircleCheck, CloudUpload, X } from 'lucide-react';
import { useState } from 'react';
import { BackupList } from '../backup/BackupList.tsx';
import { describeEnd, describePace } from '../backup/backup-progress.ts';
import { useBackup } from '../backup/use-backup.ts';
import { useSpeed } from '../backup/use-speed.ts';
import { useWakeLock } from '../backup/use-wake-lock.ts';
import { countOf, formatBytes } from '../design/format.ts';
import { RoomWarning } from '../backup/RoomWarning.tsx';
import styles from './UploadTray.module.css';

/** How far an upload is, over whatever page is shown: how much, how fast, how long yet, stop. */
export default function UploadTray() {
  const { backup, snapshot, totals } = useBackup();
  const [isOpen, setOpen] = useState(false);
  const { isFinished, done, failed, files, bytes, bytesDone, share } = totals;
  const isRunning = !isFinished && !snapshot.isPaused && !snapshot.isAway;
  const speed = useSpeed(bytesDone, isRunning);
  useWakeLock(isRunning);
  if (snapshot.items.length === 0) return null;
  const Icon = !isFinished ? CloudUpload : failed > 0 ? CircleAlert : CircleCheck;
  const clear = () => void backup.drop(snapshot.items.map(({ id }) => id));
  return (
    <section className={styles.tray} aria-label="Upload">
      <div className={styles.line}>
        <Icon size={22} aria-hidden data-failed={isFinished && failed > 0} />
        <p className={styles.words} role="status">
          <strong className="figures">
            {isFinished
              ? describeEnd(totals)
              : `${done.toLocaleString('en')} of ${countOf(files - failed, 'file')}`}
          </strong>
          {!isFinished && (
            <span className="figures">
              {snapshot.isPaused
                ? 'Paused'
                : snapshot.isAway
                  ? 'The hub can’t be reached. It goes on by itself.'
                  : `${formatBytes(bytesDone)} of ${formatBytes(bytes)}`}
              {isRunning &&
                describePace(bytes - bytesDone, speed) !== '' &&
                ` · ${describePace(bytes - bytesDone, speed)}`}
            </span>
          )}
        </p>
        <button
          type="button"
          className="icon-button"
          aria-expanded={isOpen}
          aria-label="Each file"
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? <ChevronDown size={20} aria-hidden /> : <ChevronUp size={20} aria-hidden />}
        </button>
        {isFinished && (
          <button type="button" className="icon-button" aria-label="Close" onClick={clear}>
            <X size={20} aria-hidden />
          </button>
        )}
      </div>
      {!isFinished && <progress className={styles.bar} value={share} aria-label="Uploaded" />}
      <RoomWarning items={snapshot.items} />
      {isOpen && (
        <div className={styles.details}>
          <div className={styles.actions}>
            {!isFinished && (
              <button
                type="button"
                className="button"
                onClick={() => (snapshot.isPaused ? backup.resume() : backup.pause())}
              >
                {snapshot.isPaused ? 'Go on' : 'Pause'}
              </button>
            )}
            {failed > 0 && (
              <button type="button" className="button" onClick={() => backup.retryFailed()}>
                Try {countOf(failed, 'file')} again
              </button>
            )}
            {!isFinished && (
              <button type="button" className="button" onClick={clear}>
                Stop all
              </button>
            )}
          </div>
          <BackupList backup={backup} snapshot={snapshot} />
        </div>
      )}
    </section>
  );
}
