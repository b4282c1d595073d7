import { encodeEnvelope, isSound, type ClockEstimate } from '@hearth/contracts';
import { useEffect, useRef, useState, type RefObject } from 'react';
import { CameraEncoder, openCamera, orderFor, type CameraWishes } from './camera.ts';
import { PhoneLink, type LinkState } from './phone-link.ts';

export interface Filming {
  readonly link: LinkState;
  readonly clock: ClockEstimate | undefined;
  /** Of this phone's clock; undefined while nothing is recorded. */
  readonly recordsFromMs: number | undefined;
  /** Pictures. */
  readonly sent: number;
  readonly waitingBytes: number;
  readonly problem: string | undefined;
  readonly stream: MediaStream | undefined;
  leave(): void;
}

const STATUS_EVERY_MS = 3_000;
const START: LinkState = { state: 'connecting', transport: 'websocket' };

interface Battery {
  readonly level: number;
}

/** Opens the camera, connects, and films until the page goes. */
export function useFilming(
  streamToken: string,
  wishes: CameraWishes,
  video: RefObject<HTMLVideoElement | null>,
): Filming {
  const [link, setLink] = useState<LinkState>(START);
  const [clock, setClock] = useState<ClockEstimate>();
  const [recordsFromMs, setRecordsFrom] = useState<number>();
  const [counts, setCounts] = useState({ sent: 0, waitingBytes: 0 });
  const [problem, setProblem] = useState<string>();
  const [stream, setStream] = useState<MediaStream>();
  const phone = useRef<PhoneLink>(undefined);
  const encoder = useRef<CameraEncoder>(undefined);
  const sent = useRef(0);

  useEffect(() => {
    const opened = new PhoneLink(streamToken, {
      onState: setLink,
      onClock: setClock,
      onRecord: (startsAtMs) => {
        setRecordsFrom(startsAtMs);
        // So that the film begins at the very moment.
        const inMs = startsAtMs - performance.timeOrigin - performance.now();
        setTimeout(() => encoder.current?.wantKeyFrame(), Math.max(0, inMs));
      },
      onStop: () => setRecordsFrom(undefined),
      onKeyFrameWanted: () => encoder.current?.wantKeyFrame(),
    });
    phone.current = opened;
    opened.open();
    return () => opened.leave();
  }, [streamToken]);

  useEffect(() => {
    const link_ = phone.current;
    let taken: MediaStream | undefined;
    let isOver = false;
    setProblem(undefined);
    setStream(undefined);
    const begin = async () => {
      const camera = await openCamera(wishes);
      taken = camera;
      if (isOver || !video.current || !link_) return camera.getTracks().forEach((track) => track.stop());
      video.current.srcObject = camera;
      await video.current.play().catch(() => undefined);
      // Other wishes have come meanwhile, or the page has gone; the tracks are stopped by then.
      if (isOver) return;
      setStream(camera);
      encoder.current = new CameraEncoder(
        video.current,
        camera,
        orderFor(wishes),
        (frame) => {
          if (!isSound(frame.kind)) sent.current += 1;
          link_.ring.push((seq) => encodeEnvelope({ ...frame, seq }));
        },
        setProblem,
      );
    };
    begin().catch((error: Error) => {
      if (!isOver) setProblem(error.name);
    });
    return () => {
      isOver = true;
      encoder.current?.stop();
      encoder.current = undefined;
      taken?.getTracks().forEach((track) => track.stop());
    };
  }, [wishes, video]);

  useEffect(() => {
    const timer = setInterval(() => {
      const { ring } = phone.current ?? {};
      setCounts({ sent: sent.current, waitingBytes: ring?.waitingBytes ?? 0 });
    }, 500);
    return () => clearInterval(timer);
  }, []);

  useEffect(() => {
    const timer = setInterval(() => {
      void findBattery().then((battery) =>
        phone.current?.send({
          type: 'status',
          framesDropped: phone.current.ring.dropped,
          ...(battery && { battery: battery.level }),
        }),
      );
    }, STATUS_EVERY_MS);
    return () => clearInterval(timer);
  }, []);

  return { link, clock, recordsFromMs, ...counts, problem, stream, leave: () => phone.current?.leave() };
}

async function findBattery(): Promise<Battery | undefined> {
  const { getBattery } = navigator as { getBattery?: () => Promise<Battery> };
  return getBattery?.call(navigator).catch(() => undefined);
}
