import { LogOut, Mic, MicOff, RefreshCw, SlidersHorizontal, VideoOff } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useWakeLock } from '../../backup/use-wake-lock.ts';
import { Face } from '../../design/Face.tsx';
import { formatBytes, formatClock } from '../../design/format.ts';
import type { CameraWishes } from './camera.ts';
import { CameraSheet } from './CameraSheet.tsx';
import { Control } from './Control.tsx';
import { describeOffset } from './describe-offset.ts';
import { forgetCaptureToken } from './membership.ts';
import { Torch } from './Torch.tsx';
import { useCountdown } from './use-countdown.ts';
import type { LinkState } from './phone-link.ts';
import { useFilming, type Filming } from './use-filming.ts';
import styles from './FilmingPhone.module.css';

const TRANSPORT_WORDS = { webrtc: 'direct', websocket: 'by the hub', http: 'slow way' } as const;
const START = { facing: 'environment', withSound: true, isLowBandwidth: false, framesPerSec: 15 } as const;

/** A phone as a camera: what it sees, how it goes, and little else. */
export function FilmingPhone({ streamToken }: { readonly streamToken: string }) {
  const video = useRef<HTMLVideoElement>(null);
  const [wishes, setWishes] = useState<CameraWishes>(START);
  const [isChoosing, setChoosing] = useState(false);
  const { facing, withSound } = wishes;
  const wish = (some: Partial<CameraWishes>) => setWishes((old) => ({ ...old, ...some }));
  const filming = useFilming(streamToken, wishes, video);
  const { link, recordsFromMs, problem, stream } = filming;
  const isOver = link.state === 'ended' || link.state === 'refused';
  const countdown = useCountdown(recordsFromMs);
  useWakeLock(!isOver);
  useEffect(() => {
    if (isOver) forgetCaptureToken();
  }, [isOver]);
  // What would have to wait until the take is over must not come back by itself then.
  useEffect(() => setChoosing(false), [recordsFromMs]);
  if (isOver) return <Over link={link} />;
  const isTaking = recordsFromMs !== undefined;
  const isRecording = isTaking && countdown.leftSec === 0;
  // It may be wished for and missing: the microphone was denied, or there is none.
  const hasSound = stream ? stream.getAudioTracks().length > 0 : withSound;
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
        <strong className={styles.state}>{stateOf(filming, isRecording, countdown.sinceSec)}</strong>
        <span className="figures">{describe(filming)}</span>
      </header>
      <footer className={styles.controls}>
        <Control
          icon={RefreshCw}
          label="Other camera"
          isDisabled={isTaking}
          onPress={() => wish({ facing: facing === 'user' ? 'environment' : 'user', deviceId: undefined })}
        />
        <Control
          icon={hasSound ? Mic : MicOff}
          label={hasSound ? 'Sound on' : 'Sound off'}
          isPressed={hasSound}
          isDisabled={isTaking}
          onPress={() => wish({ withSound: !hasSound })}
        />
        <Control
          icon={SlidersHorizontal}
          label="Picture"
          isDisabled={isTaking}
          onPress={() => setChoosing(true)}
        />
        {stream && <Torch stream={stream} />}
        <Control icon={LogOut} label="Leave" onPress={filming.leave} />
      </footer>
      {isChoosing && !isTaking && (
        <CameraSheet wishes={wishes} stream={stream} onWish={wish} onClose={() => setChoosing(false)} />
      )}
    </div>
  );
}

function stateOf({ link, stream, problem }: Filming, isRecording: boolean, sinceSec: number): string {
  if (problem !== undefined) return 'No picture';
  if (!stream) return 'Allow the camera…';
  if (link.state !== 'open')
    return isRecording ? `Recording ${formatClock(sinceSec)} · no connection` : 'Looking for the hub…';
  return isRecording ? `Recording ${formatClock(sinceSec)}` : 'Ready';
}

function describe({ link, clock, sent, waitingBytes }: Filming): string {
  const offset = clock ? describeOffset(clock) : 'setting the clock';
  const waiting = waitingBytes > 300_000 ? ` · ${formatBytes(waitingBytes)} waiting` : '';
  return `${sent.toLocaleString('en')} frames · ${offset} · ${TRANSPORT_WORDS[link.transport]}${waiting}`;
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

const OVER_TITLES: Record<string, string> = {
  'capture.device-registered': 'This phone films in another tab',
  'capture.token-expired': 'This phone has to join again',
};

function Over({ link: { state, reason = '' } }: { readonly link: LinkState }) {
  const refused = OVER_TITLES[reason] ?? 'This session is over';
  return (
    <Face icon={VideoOff} title={state === 'refused' ? refused : 'You have left'} level={1}>
      <p>The camera is off. What was filmed is on the hub. You may close this page.</p>
    </Face>
  );
}
