import { CAPTURE_KINDS } from '@hearth/contracts';
import type { EncodeOrder, FromEncoder, ToEncoder } from './encode-messages.ts';

export interface CameraWishes {
  readonly facing: 'environment' | 'user';
  readonly deviceId?: string | undefined;
  readonly withSound: boolean;
  readonly isLowBandwidth: boolean;
  readonly framesPerSec: number;
}

export type EncodedFrame = Omit<Extract<FromEncoder, { type: 'frame' }>, 'sentAtMs'>;

/** Chrome's; a stream of a track's frames. */
declare const MediaStreamTrackProcessor:
  undefined | (new (init: { track: MediaStreamTrack }) => { readonly readable: ReadableStream });

const JPEG_QUALITY = 0.7;
const JPEG_FRAMES_PER_SEC = 8;

/** As wished; without sound where the microphone is missing or was denied, since pictures alone are better than none. */
export async function openCamera(wishes: CameraWishes): Promise<MediaStream> {
  try {
    return await openWith(wishes);
  } catch (error) {
    if (!wishes.withSound) throw error;
    return openWith({ ...wishes, withSound: false });
  }
}

function openWith({
  facing,
  deviceId,
  withSound,
  isLowBandwidth,
  framesPerSec,
}: CameraWishes): Promise<MediaStream> {
  const size = isLowBandwidth ? { width: 640, height: 360 } : { width: 1280, height: 720 };
  const video: MediaTrackConstraints = {
    ...(deviceId ? { deviceId: { exact: deviceId } } : { facingMode: facing }),
    ...{ width: { ideal: size.width }, height: { ideal: size.height } },
    frameRate: { ideal: Math.max(15, framesPerSec) },
  };
  // What makes a voice pleasant on the phone makes a sound that two phones heard hard to compare.
  const audio = withSound && { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
  return navigator.mediaDevices.getUserMedia({ video, audio });
}

export const orderFor = ({ isLowBandwidth, framesPerSec }: CameraWishes): EncodeOrder => ({
  ...(isLowBandwidth
    ? { width: 640, height: 360, bitsPerSec: 900_000 }
    : { width: 1280, height: 720, bitsPerSec: 4_000_000 }),
  framesPerSec: isLowBandwidth ? Math.min(10, framesPerSec) : framesPerSec,
});

/** Encodes a camera's pictures and sound for as long as it is not stopped. */
export class CameraEncoder {
  private readonly worker: Worker | undefined;
  private isStopped = false;
  /** The page's clock minus the worker's, as the quickest message had it. */
  private clockGapMs = Infinity;

  constructor(
    private readonly video: HTMLVideoElement,
    stream: MediaStream,
    private readonly order: EncodeOrder,
    private readonly onFrame: (frame: EncodedFrame) => void,
    onFailed: (reason: string) => void,
  ) {
    if ('VideoEncoder' in window) {
      this.worker = new Worker(new URL('./encode-worker.ts', import.meta.url), { type: 'module' });
      this.worker.onmessage = ({ data }: MessageEvent<FromEncoder>) => {
        if (this.isStopped) return;
        if (data.type === 'failed') return onFailed(data.reason);
        this.clockGapMs = Math.min(
          this.clockGapMs,
          performance.timeOrigin + performance.now() - data.sentAtMs,
        );
        onFrame({ ...data, capturedAtMs: data.capturedAtMs + this.clockGapMs });
      };
      this.start(stream);
    } else void this.sendJpegs();
  }

  wantKeyFrame(): void {
    this.tell({ type: 'key-frame' });
  }

  stop(): void {
    this.isStopped = true;
    this.tell({ type: 'stop' });
  }

  private start(stream: MediaStream): void {
    const [picture] = stream.getVideoTracks();
    const [sound] = stream.getAudioTracks();
    if (typeof MediaStreamTrackProcessor === 'undefined' || !picture) {
      this.tell({ type: 'start', order: this.order });
      return this.sendPictures();
    }
    const pictures = new MediaStreamTrackProcessor({ track: picture }).readable;
    const heard = sound && new MediaStreamTrackProcessor({ track: sound }).readable;
    this.tell({ type: 'start', order: this.order, pictures, ...(heard && { sound: heard }) }, [
      pictures,
      ...(heard ? [heard] : []),
    ]);
  }

  /** Safari: pictures are taken from the preview as it shows them. */
  private sendPictures(): void {
    if (this.isStopped) return;
    this.video.requestVideoFrameCallback((shownAt, { captureTime }) => {
      if (this.video.videoWidth > 0 && !this.isStopped) {
        const frame = new VideoFrame(this.video, { timestamp: Math.round((captureTime ?? shownAt) * 1000) });
        this.tell({ type: 'picture', frame }, [frame]);
      }
      this.sendPictures();
    });
  }

  /** Without WebCodecs. */
  private async sendJpegs(): Promise<void> {
    const canvas = document.createElement('canvas');
    while (!this.isStopped) {
      const began = performance.now();
      const { videoWidth: width, videoHeight: height } = this.video;
      if (width > 0) {
        [canvas.width, canvas.height] = [width, height];
        canvas.getContext('2d')?.drawImage(this.video, 0, 0);
        const capturedAtMs = performance.timeOrigin + began;
        const blob = await new Promise<Blob | null>((resolve) =>
          canvas.toBlob(resolve, 'image/jpeg', JPEG_QUALITY),
        );
        const payload = blob && new Uint8Array(await blob.arrayBuffer());
        if (payload)
          this.onFrame({
            type: 'frame',
            kind: CAPTURE_KINDS.jpeg,
            capturedAtMs,
            desc: { width, height },
            payload,
          });
      }
      const left = 1000 / JPEG_FRAMES_PER_SEC - (performance.now() - began);
      await new Promise((resolve) => setTimeout(resolve, Math.max(5, left)));
    }
  }

  private tell(message: ToEncoder, transfer: Transferable[] = []): void {
    this.worker?.postMessage(message, transfer);
  }
}
