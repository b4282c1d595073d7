import { SKEW_WARNING_MS, type CaptureDevice } from '@hearth/contracts';
import { useEffect, useRef } from 'react';
import { formatOffset } from '../phone/describe-offset.ts';
import { LivePicture } from './live-picture.ts';
import type { Director } from './use-director.ts';
import styles from './PhoneTile.module.css';

const STATE_WORDS: Record<CaptureDevice['state'], string> = {
  joined: 'Setting its clock',
  ready: 'Ready',
  recording: 'Recording',
  lost: 'Lost. It goes on by itself when it is back',
  gone: 'Has left',
};
const TRANSPORT_WORDS = { webrtc: 'WebRTC', websocket: 'WebSocket', http: 'HTTP' } as const;

/** One phone: what it sees, and how it does. */
export function PhoneTile({
  device,
  onFrames,
}: {
  readonly device: CaptureDevice;
  readonly onFrames: Director['onFrames'];
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { deviceId, label, state, model } = device;
  useEffect(() => {
    if (!canvas.current) return undefined;
    const picture = new LivePicture(canvas.current);
    const stop = onFrames(deviceId, (envelope) => picture.show(envelope));
    return () => {
      stop();
      picture.close();
    };
  }, [deviceId, onFrames]);
  return (
    <li className={styles.tile} data-state={state}>
      <canvas
        ref={canvas}
        className={styles.picture}
        role="img"
        aria-label={`What ${label} sees`}
        width={1280}
        height={720}
      />
      <div className={styles.facts}>
        <p className={styles.name}>
          <span className={styles.light} aria-hidden />
          <strong>{label}</strong>
          <span className={styles.state}>{STATE_WORDS[state]}</span>
        </p>
        <dl className={`${styles.figures} figures`}>
          <Fact
            name="Clock"
            value={clockOf(device)}
            isWarning={(device.uncertaintyMs ?? 0) > SKEW_WARNING_MS}
          />
          <Fact name="Picture" value={pictureOf(device)} />
          <Fact name="Way" value={device.transport ? TRANSPORT_WORDS[device.transport] : '–'} />
          <Fact
            name="Frames"
            value={framesOf(device)}
            isWarning={device.framesDropped + device.framesRefused > 0}
          />
          {device.battery !== null && (
            <Fact
              name="Battery"
              value={`${Math.round(device.battery * 100)}%`}
              isWarning={device.battery < 0.15}
            />
          )}
          {model !== null && model !== label && <Fact name="Phone" value={model} />}
        </dl>
      </div>
    </li>
  );
}

function Fact({
  name,
  value,
  isWarning = false,
}: {
  readonly name: string;
  readonly value: string;
  readonly isWarning?: boolean;
}) {
  return (
    <div data-warning={isWarning}>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function clockOf({ offsetMs, uncertaintyMs }: CaptureDevice): string {
  if (offsetMs === null || uncertaintyMs === null) return '–';
  return `${formatOffset(offsetMs)} ±${uncertaintyMs.toFixed(1)} ms`;
}

function pictureOf({ width, height, fps }: CaptureDevice): string {
  return width === null || height === null ? '–' : `${width}×${height} · ${fps.toFixed(0)}/s`;
}

function framesOf({ framesReceived, framesDropped, framesRefused }: CaptureDevice): string {
  const lost = framesDropped + framesRefused;
  return `${framesReceived.toLocaleString('en')}${lost > 0 ? ` · ${lost.toLocaleString('en')} lost` : ''}`;
}
