import { open, type FileHandle } from 'node:fs/promises';
import { CAPTURE_KINDS, isSound, type CaptureEnvelope } from '@hearth/contracts';
import {
  EncodedAudioPacketSource,
  EncodedPacket,
  EncodedVideoPacketSource,
  Mp4OutputFormat,
  Output,
  StreamTarget,
} from 'mediabunny';

const FRAGMENT_SEC = 1;
const DEFAULT_FRAME_SEC = 1 / 15;
const OPUS_FRAME_SEC = 0.02;

/**
 * One phone's film as a fragmented MP4 that is written while it comes in, without transcoding: whatever ends it, what was
 * written so far plays. A picture's time stamp is its time by the phone's clock minus that of the first.
 */
export class FilmWriter {
  private firstAtMs: number | undefined;
  private video: EncodedVideoPacketSource | undefined;
  private sound: EncodedAudioPacketSource | undefined;
  private queue: Promise<unknown> = Promise.resolve();
  private lastPictureMs = -1;
  private lastSoundMs = -1;
  private started = false;

  private constructor(
    private readonly file: FileHandle,
    private readonly output: Output,
    private readonly withSound: boolean,
  ) {}

  /** Overwrites what a gateway that died had begun. */
  static async open(path: string, withSound: boolean): Promise<FilmWriter> {
    const file = await open(path, 'w', 0o640);
    const writable = new WritableStream<{ data: Uint8Array; position: number }>({
      async write({ data, position }) {
        await file.write(data, 0, data.length, position);
      },
    });
    const output = new Output({
      format: new Mp4OutputFormat({ fastStart: 'fragmented', minimumFragmentDuration: FRAGMENT_SEC }),
      target: new StreamTarget(writable),
    });
    return new FilmWriter(file, output, withSound);
  }

  /** H.264 and sound, in the order of their `seq`; the first is a key frame. Pictures that are JPEGs are not for this. */
  add(envelope: CaptureEnvelope): void {
    this.queue = this.queue.then(() => this.write(envelope));
    this.queue.catch(() => undefined);
  }

  /** Throws what the disk said meanwhile. Resolves to whether there is a film at all. */
  async finish(): Promise<boolean> {
    try {
      await this.queue;
      if (this.started) await this.output.finalize();
      else await this.output.cancel();
      if (this.started) await this.file.datasync();
      return this.started;
    } finally {
      await this.file.close();
    }
  }

  private async write({ kind, capturedAtMs, desc, payload }: CaptureEnvelope): Promise<void> {
    if (!this.started) {
      if (kind !== CAPTURE_KINDS.h264Key) return;
      await this.start();
    }
    this.firstAtMs ??= capturedAtMs;
    const atMs = capturedAtMs - this.firstAtMs;
    if (isSound(kind)) return this.writeSound(atMs, desc, payload);
    // A clock that goes back would be no film; a microsecond keeps the order.
    const stampMs = Math.max(atMs, this.lastPictureMs + 0.001);
    const durationSec = this.lastPictureMs < 0 ? DEFAULT_FRAME_SEC : (stampMs - this.lastPictureMs) / 1000;
    this.lastPictureMs = stampMs;
    const isKey = kind === CAPTURE_KINDS.h264Key;
    await this.video?.add(new EncodedPacket(payload, isKey ? 'key' : 'delta', stampMs / 1000, durationSec), {
      decoderConfig: {
        codec: desc.codec ?? 'avc1.42001f',
        codedWidth: desc.width ?? 1280,
        codedHeight: desc.height ?? 720,
      },
    });
  }

  private async start(): Promise<void> {
    this.video = new EncodedVideoPacketSource('avc');
    this.output.addVideoTrack(this.video);
    if (this.withSound) {
      this.sound = new EncodedAudioPacketSource('opus');
      this.output.addAudioTrack(this.sound);
    }
    await this.output.start();
    this.started = true;
  }

  private async writeSound(
    atMs: number,
    { codec, sampleRate, channels }: CaptureEnvelope['desc'],
    payload: Uint8Array,
  ): Promise<void> {
    if (atMs < 0) return;
    const stampMs = Math.max(atMs, this.lastSoundMs + 0.001);
    this.lastSoundMs = stampMs;
    await this.sound?.add(new EncodedPacket(payload, 'key', stampMs / 1000, OPUS_FRAME_SEC), {
      decoderConfig: {
        codec: codec ?? 'opus',
        sampleRate: sampleRate ?? 48_000,
        numberOfChannels: channels ?? 1,
      },
    });
  }
}
