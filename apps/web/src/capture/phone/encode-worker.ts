import { CAPTURE_KINDS } from '@hearth/contracts';
import { CaptureMoments } from './capture-moments.ts';
import type { EncodeOrder, FromEncoder, ToEncoder } from './encode-messages.ts';

/** H.264, baseline: what every phone encodes in hardware and every browser plays. */
const codecFor = (height: number) => (height > 720 ? 'avc1.420028' : 'avc1.42001f');
const KEY_EVERY_MS = 2_000;
/** More than this waits in the encoder: the phone cannot keep up, and a frame is left out. */
const MOST_WAITING = 4;

const now = () => performance.timeOrigin + performance.now();
const tell = (message: FromEncoder, transfer: Transferable[] = []) => self.postMessage(message, { transfer });

class Pictures {
  private readonly moments = new CaptureMoments();
  private readonly encoder: VideoEncoder;
  private codec: string;
  private size = { width: 0, height: 0 };
  private keyAtMs = -Infinity;
  private nextAtMs = -Infinity;
  wantsKey = true;

  constructor(private readonly order: EncodeOrder) {
    this.codec = codecFor(order.height);
    this.encoder = new VideoEncoder({
      output: (chunk) => this.emit(chunk),
      error: (error) => tell({ type: 'failed', reason: error.message }),
    });
  }

  encode(frame: VideoFrame): void {
    const atMs = this.moments.momentOf(frame.timestamp / 1000, now());
    this.stamps.set(frame.timestamp, atMs);
    const everyMs = 1000 / this.order.framesPerSec;
    const isDue = atMs >= this.nextAtMs - everyMs / 4;
    if (isDue && this.encoder.encodeQueueSize <= MOST_WAITING) {
      // From the plan, not from the frame: else every rate would become an even part of the camera's.
      this.nextAtMs = Math.max(this.nextAtMs + everyMs, atMs);
      this.configure(frame);
      const keyFrame = this.wantsKey || atMs - this.keyAtMs >= KEY_EVERY_MS;
      if (keyFrame) [this.keyAtMs, this.wantsKey] = [atMs, false];
      this.encoder.encode(frame, { keyFrame });
    } else this.stamps.delete(frame.timestamp);
    frame.close();
  }

  private readonly stamps = new Map<number, number>();

  /** Anew when the phone is turned. */
  private configure({ displayWidth, displayHeight }: VideoFrame): void {
    const width = displayWidth - (displayWidth % 2);
    const height = displayHeight - (displayHeight % 2);
    if (this.size.width === width && this.size.height === height) return;
    this.size = { width, height };
    this.codec = codecFor(Math.min(width, height));
    this.wantsKey = true;
    this.encoder.configure({
      ...{
        codec: this.codec,
        width,
        height,
        framerate: this.order.framesPerSec,
        bitrate: this.order.bitsPerSec,
      },
      ...{ latencyMode: 'realtime', avc: { format: 'annexb' } },
    });
  }

  private emit(chunk: EncodedVideoChunk): void {
    const payload = new Uint8Array(chunk.byteLength);
    chunk.copyTo(payload);
    const isKey = chunk.type === 'key';
    const capturedAtMs = this.stamps.get(chunk.timestamp) ?? now();
    this.stamps.delete(chunk.timestamp);
    const kind = isKey ? CAPTURE_KINDS.h264Key : CAPTURE_KINDS.h264Delta;
    const desc = isKey ? { codec: this.codec, ...this.size } : {};
    tell({ type: 'frame', kind, capturedAtMs, desc, payload, sentAtMs: now() }, [payload.buffer]);
  }

  stop(): void {
    if (this.encoder.state !== 'closed') this.encoder.close();
  }
}

class Sound {
  private readonly moments = new CaptureMoments();
  private encoder: AudioEncoder | undefined;
  private offsetMs = 0;
  private format = { sampleRate: 48_000, channels: 1 };

  encode(data: AudioData): void {
    this.offsetMs = this.moments.momentOf(data.timestamp / 1000, now()) - data.timestamp / 1000;
    if (!this.encoder) {
      this.format = { sampleRate: data.sampleRate, channels: Math.min(2, data.numberOfChannels) };
      this.encoder = new AudioEncoder({ output: (chunk) => this.emit(chunk), error: () => this.stop() });
      const { sampleRate, channels } = this.format;
      this.encoder.configure({ codec: 'opus', sampleRate, numberOfChannels: channels, bitrate: 64_000 });
    }
    if (this.encoder.state === 'configured') this.encoder.encode(data);
    data.close();
  }

  private emit(chunk: EncodedAudioChunk): void {
    const payload = new Uint8Array(chunk.byteLength);
    chunk.copyTo(payload);
    const capturedAtMs = chunk.timestamp / 1000 + this.offsetMs;
    const desc = { codec: 'opus', ...this.format };
    tell({ type: 'frame', kind: CAPTURE_KINDS.opus, capturedAtMs, desc, payload, sentAtMs: now() }, [
      payload.buffer,
    ]);
  }

  stop(): void {
    if (this.encoder && this.encoder.state !== 'closed') this.encoder.close();
  }
}

let pictures: Pictures | undefined;
let sound: Sound | undefined;

async function drain<T>(stream: ReadableStream<T>, use: (item: T) => void): Promise<void> {
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    use(value);
  }
}

self.onmessage = ({ data }: MessageEvent<ToEncoder>) => {
  if (data.type === 'start') {
    const mine = new Pictures(data.order);
    pictures = mine;
    if (data.pictures) void drain(data.pictures, (frame) => mine.encode(frame));
    if (data.sound && 'AudioEncoder' in self) {
      const ours = new Sound();
      sound = ours;
      void drain(data.sound, (one) => ours.encode(one));
    }
  } else if (data.type === 'picture') pictures?.encode(data.frame);
  else if (data.type === 'key-frame' && pictures) pictures.wantsKey = true;
  else if (data.type === 'stop') {
    pictures?.stop();
    sound?.stop();
    self.close();
  }
};
