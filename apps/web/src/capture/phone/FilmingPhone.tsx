import { Flashlight, LogOut, Mic, MicOff, RefreshCw, VideoOff, Wifi } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useWakeLock } from '../../backup/use-wake-lock.ts';
import { Face } from '../../design/Face.tsx';
import { formatBytes, formatClock } from '../../design/format.ts';
import { forgetCaptureToken } from './membership.ts';
import { useCountdown } from './use-countdown.ts';
import { useFilming, type Filming } from './use-filming.ts';
import styles from './FilmingPhone.module.css';

const TRANSPORT_WORDS = { webrtc: 'direct', websocket: 'by the hub', http: 'slow way' } as const;
const FRAMES_PER_SEC = 15;

/** A phone as a camera: what it sees, how it goes, and little else. */
export function FilmingPhone({ streamToken }: { readonly streamToken: string }) {
  const video = useRef<HTMLVideoElement>(null);
  const [facing, setFacing] = useState<'environment' | 'user'>('environment');
  const [withSound, setWithSound] = useState(true);
  const [isLowBandwidth, setLowBandwidth] = useState(false);
  const wishes = useMemo(
    () => ({ facing, withSound, isLowBandwidth, framesPerSec: FRAMES_PER_SEC }),
    [facing, withSound, isLowBandwidth],
  );
  const filming = useFilming(streamToken, wishes, video);
  const { link, recordsFromMs, problem, stream } = filming;
  const isOver = link.state === 'ended' || link.state === 'refused';
  const countdown = useCountdown(recordsFromMs);
  useWakeLock(!isOver);
  useEffect(() => {
    if (isOver) forgetCaptureToken();
  }, [isOver]);
  if (isOver) return <Over isRefused={link.state === 'refused'} />;
  const isRecording = recordsFromMs !== undefined && countdown.leftSec === 0;
  return (
    <div className={styles.phone} data-recording={isRecording}>
      <video ref={video} className={styles.picture} playsInline muted data-mirrored={facing === 'user'} />
      {problem !== undefined && <CameraProblem name={problem} />}
      {countdown.leftSec > 0 && (
        <p className={styles.countdown} role="timer" aria-live="assertive">
          {countdown.leftSec}
        </p>
      )}
      <header className={styles.status} aria-live="polite">
        <strong className={styles.state}>
          {link.state === 'open'
            ? isRecording
              ? `Recording ${formatClock(countdown.sinceSec)}`
              : 'Ready'
            : 'Looking for the hub…'}
        </strong>
        <span className="figures">{describe(filming)}</span>
      </header>
      <footer className={styles.controls}>
        <Control
          icon={RefreshCw}
          label="Other camera"
          onPress={() => setFacing(facing === 'user' ? 'environment' : 'user')}
        />
        <Control
          icon={withSound ? Mic : MicOff}
          label={withSound ? 'Sound on' : 'Sound off'}
          isPressed={withSound}
          onPress={() => setWithSound(!withSound)}
        />
        <Control
          icon={Wifi}
          label="Save data"
          isPressed={isLowBandwidth}
          onPress={() => setLowBandwidth(!isLowBandwidth)}
        />
        {stream && <Torch stream={stream} />}
        <Control icon={LogOut} label="Leave" onPress={filming.leave} />
      </footer>
    </div>
  );
}

function describe({ link, clock, sent, waitingBytes }: Filming): string {
  const offset = clock ? `clock ±${Math.max(0.1, clock.uncertaintyMs).toFixed(1)} ms` : 'setting the clock';
  const waiting = waitingBytes > 300_000 ? ` · ${formatBytes(waitingBytes)} waiting` : '';
  return `${sent.toLocaleString('en')} frames · ${offset} · ${TRANSPORT_WORDS[link.transport]}${waiting}`;
}

interface ControlProps {
  readonly icon: typeof Mic;
  readonly label: string;
  readonly isPressed?: boolean;
  readonly onPress: () => void;
}

function Control({ icon: Icon, label, isPressed, onPress }: ControlProps) {
  return (
    <button type="button" className={styles.control} aria-pressed={isPressed} onClick={onPress}>
      <Icon size={22} aria-hidden />
      {label}
    </button>
  );
}

interface TorchTrack {
  getCapabilities?(): { torch?: boolean };
}

/** Where the browser can switch it. */
function Torch({ stream }: { readonly stream: MediaStream }) {
  const [isOn, setOn] = useState(false);
  const [track] = stream.getVideoTracks();
  if (!(track as TorchTrack | undefined)?.getCapabilities?.().torch) return null;
  return (
    <Control
      icon={Flashlight}
      label="Torch"
      isPressed={isOn}
      onPress={() => {
        void track
          ?.applyConstraints({ advanced: [{ torch: !isOn } as MediaTrackConstraintSet] })
          .then(() => setOn(!isOn));
      }}
    />
  );
}

function CameraProblem({ name }: { readonly name: string }) {
  const reason =
    {
      NotAllowedError:
        'The browser was not allowed to use the camera. Allow it in the address bar’s settings, then load this page again.',
      NotFoundError: 'There is no camera on this device.',
      NotReadableError: 'Another app is using the camera. Close it and load this page again.',
    }[name] ?? `The camera could not be used (${name}).`;
  return (
    <div className={styles.problem} role="alert">
      <VideoOff size={28} aria-hidden />
      <p>{reason}</p>
      <a className="button" href="/capture/help" target="_blank" rel="noreferrer">
        What to do
      </a>
    </div>
  );
}

function Over({ isRefused }: { readonly isRefused: boolean }) {
  return (
    <Face icon={VideoOff} title={isRefused ? 'This session is over' : 'You have left'} level={1}>
      <p>The camera is off. What was filmed is on the hub. You may close this page.</p>
    </Face>
  );
}
