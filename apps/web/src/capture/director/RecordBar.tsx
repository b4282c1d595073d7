import { SKEW_LIMIT_MS, SKEW_WARNING_MS, startTake, stopTake, type CaptureSession } from '@hearth/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Circle, Square } from 'lucide-react';
import { Complaint } from '../../design/Complaint.tsx';
import { formatClock } from '../../design/format.ts';
import { request } from '../../session/request.ts';
import { useCountdown } from '../phone/use-countdown.ts';
import styles from './RecordBar.module.css';

interface RecordBarProps {
  readonly session: CaptureSession;
  readonly hubOffsetMs: number;
}

const READY = new Set(['ready', 'recording']);

/** Record and stop, with what speaks against it. */
export function RecordBar({ session, hubOffsetMs }: RecordBarProps) {
  const queries = useQueryClient();
  const { take, skewMs, devices, sessionId } = session;
  const refresh = () => queries.invalidateQueries({ queryKey: ['capture', 'takes'] });
  const start = useMutation({
    mutationFn: (force: boolean) => request(startTake, { params: { id: sessionId }, body: { force } }),
    onSuccess: refresh,
  });
  const stop = useMutation({
    mutationFn: (takeId: string) => request(stopTake, { params: { id: sessionId, takeId } }),
    onSuccess: refresh,
  });
  const isRunning = take?.state === 'recording';
  const { leftSec, sinceSec } = useCountdown(isRunning ? take.startsAtMs - hubOffsetMs : undefined);
  const ready = devices.filter(({ state }) => READY.has(state)).length;
  const isOutOfStep = (skewMs ?? 0) > SKEW_LIMIT_MS;
  return (
    <section className={`panel ${styles.bar}`} aria-label="Recording">
      <div className={styles.row}>
        {isRunning ? (
          <button
            type="button"
            className={`button ${styles.stop}`}
            disabled={stop.isPending}
            onClick={() => stop.mutate(take.takeId)}
          >
            <Square size={20} fill="currentcolor" aria-hidden /> Stop
          </button>
        ) : (
          <button
            type="button"
            className={`button button-primary ${styles.record}`}
            disabled={ready === 0 || start.isPending || take !== null}
            onClick={() => start.mutate(isOutOfStep)}
          >
            <Circle size={20} fill="currentcolor" aria-hidden /> Record
          </button>
        )}
        <p className={`${styles.state} figures`} aria-live="polite">
          {describe(session, leftSec, sinceSec, ready)}
        </p>
      </div>
      {skewMs !== null && skewMs > SKEW_WARNING_MS && (
        <p className={styles.warning} role="status">
          The phones are {Math.round(skewMs)} ms apart.{' '}
          {isOutOfStep
            ? 'A take would not be in step: recording now does so all the same.'
            : 'Below 100 ms is better: bring them nearer to the Wi-Fi.'}
        </p>
      )}
      <Complaint error={start.error ?? stop.error} />
    </section>
  );
}

function describe(
  { take, devices, expectedDevices }: CaptureSession,
  leftSec: number,
  sinceSec: number,
  ready: number,
): string {
  if (take?.state === 'finishing') return 'Waiting for the last frames…';
  if (take && leftSec > 0) return `In ${leftSec}…`;
  if (take) return `Recording ${formatClock(sinceSec)}`;
  if (devices.length === 0) return 'No phone is here yet.';
  return `${ready} of ${Math.max(devices.length, expectedDevices)} ready`;
}
