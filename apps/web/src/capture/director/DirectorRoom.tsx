import { endCaptureSession } from '@hearth/contracts';
import { useMutation } from '@tanstack/react-query';
import { DoorClosed, Smartphone } from 'lucide-react';
import { PageSkeleton } from '../../page/PageSkeleton.tsx';
import { useWakeLock } from '../../backup/use-wake-lock.ts';
import { Face } from '../../design/Face.tsx';
import { request } from '../../session/request.ts';
import { JoinCode } from './JoinCode.tsx';
import { PhoneTile } from './PhoneTile.tsx';
import { RecordBar } from './RecordBar.tsx';
import type { OpenedSession } from './SetUpSession.tsx';
import { useDirector } from './use-director.ts';
import styles from './DirectorRoom.module.css';

interface DirectorRoomProps {
  readonly opened: OpenedSession;
  readonly onEnded: () => void;
}

/** A session as its director sees it. */
export function DirectorRoom({ opened, onEnded }: DirectorRoomProps) {
  const { session, state, hubOffsetMs, onFrames } = useDirector(opened.sessionId);
  const end = useMutation({
    mutationFn: () => request(endCaptureSession, { params: { id: opened.sessionId } }),
    onSuccess: onEnded,
  });
  useWakeLock(state === 'open');
  if (state === 'ended')
    return (
      <Face
        icon={DoorClosed}
        title="This session is over"
        actions={
          <button type="button" className="button button-primary" onClick={onEnded}>
            Open a new one
          </button>
        }
      />
    );
  if (!session) return <PageSkeleton />;
  return (
    <div className={styles.room}>
      {state === 'lost' && (
        <p className={styles.lost} role="status">
          The hub can’t be reached just now. Phones keep what they film and send it later.
        </p>
      )}
      <JoinCode opened={opened} joined={session.devices.length} expected={session.expectedDevices} />
      {session.devices.length > 0 ? (
        <ul className={styles.phones}>
          {session.devices.map((device) => (
            <PhoneTile key={device.deviceId} device={device} onFrames={onFrames} />
          ))}
        </ul>
      ) : (
        <Face icon={Smartphone} title="No phone is here yet">
          <p>Each one that scans the code shows its picture here.</p>
        </Face>
      )}
      <RecordBar session={session} hubOffsetMs={hubOffsetMs} />
      <button
        type="button"
        className={`button ${styles.end}`}
        disabled={end.isPending}
        onClick={() => end.mutate()}
      >
        End the session
      </button>
    </div>
  );
}
