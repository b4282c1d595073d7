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
import { FilmStamps } from './film-stamps.js';

const FRAGMENT_SEC = 1;
const DEFAULT_FRAME_SEC = 1 / 15;
const OPUS_FRAME_SEC = 0.02;
/** Sound that has not begun by then is none: a track that stays empty would keep all pictures from being written. */
const SOUND_WITHIN_MS = 1_000;
/** Of a phone's clock that stands still: more than any films in that time. Their bytes lie in memory. */
const MOST_WAITING = 90;
/** The same for sound that falls silent: a packet of silence lets the pictures go on. */
const SOUND_BEHIND_MS = 2_000;
/** 20 ms of nothing in Opus (RFC 6716, section 3.1), of one channel and of two. */
const SILENCE = [Uint8Array.of(0xf8, 0xff, 0xfe), Uint8Array.of(0xfc, 0xff, 0xfe)] as const;

/**
 * One phone's film as a fragmented MP4 that is written while it comes in, without transcoding: whatever ends it, what was
 * written so far plays, but for the last second or two. Its time stamps are those of `FilmStamps`.
 */
export class FilmWriter {
  private readonly stamps = new FilmStamps();
  private video: EncodedVideoPacketSource | undefined;
  private sound: EncodedAudioPacketSource | undefined;
  private queue: Promise<unknown> = Promise.resolve();
  private lastPictureMs = -1;
  private lastSoundMs = -1;
  private soundFormat = { codec: 'opus', sampleRate: 48_000, numberOfChannels: 1 };
  private started = false;
  /** What came before it was known whether there is sound. */
  private waiting: CaptureEnvelope[] = [];

  private constructor(
    private readonly file: FileHandle,
    private readonly output: Output,
  ) {}

  /** Overwrites what a gateway that died had begun. */
  static async open(path: string): Promise<FilmWriter> {
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
    return new FilmWriter(file, output);
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
      if (this.waiting.length > 0) await this.start();
      if (this.started) await this.output.finalize();
      else await this.output.cancel();
      if (this.started) await this.file.datasync();
      return this.started;
    } finally {
      await this.file.close();
    }
  }

  private async write(envelope: CaptureEnvelope): Promise<void> {
    if (this.started) return this.place(envelope);
    if (this.waiting.length === 0 && envelope.kind !== CAPTURE_KINDS.h264Key) return;
    this.waiting.push(envelope);
    if (isSound(envelope.kind) || this.hasWaited(envelope.capturedAtMs)) await this.start();
  }

  /** By the phone's clock, which may also have been set. */
  private hasWaited(nowMs: number): boolean {
    const waitedMs = nowMs - (this.waiting[0]?.capturedAtMs ?? nowMs);
    return waitedMs >= SOUND_WITHIN_MS || waitedMs < 0 || this.waiting.length >= MOST_WAITING;
  }

  private async start(): Promise<void> {
    const { waiting } = this;
    this.waiting = [];
    this.video = new EncodedVideoPacketSource('avc');
    this.output.addVideoTrack(this.video);
    if (waiting.some(({ kind }) => isSound(kind))) {
      this.sound = new EncodedAudioPacketSource('opus');
      this.output.addAudioTrack(this.sound);
    }
    await this.output.start();
    this.started = true;
    for (const envelope of waiting) await this.place(envelope);
  }

  private async place(envelope: CaptureEnvelope): Promise<void> {
    const { kind, capturedAtMs } = envelope;
    if (isSound(kind)) await this.placeSound(this.stamps.ofSound(capturedAtMs), envelope);
    else await this.placePicture(this.stamps.ofPicture(capturedAtMs), envelope);
  }

  private async placePicture(stampMs: number, { kind, desc, payload }: CaptureEnvelope): Promise<void> {
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
    if (stampMs - this.lastSoundMs > SOUND_BEHIND_MS)
      await this.addSound(
        stampMs - SOUND_BEHIND_MS / 2,
        SILENCE[this.soundFormat.numberOfChannels === 2 ? 1 : 0],
      );
  }

  private async placeSound(atMs: number, { desc, payload }: CaptureEnvelope): Promise<void> {
    if (atMs < 0) return;
    const { codec = 'opus', sampleRate = 48_000, channels = 1 } = desc;
    this.soundFormat = { codec, sampleRate, numberOfChannels: channels };
    await this.addSound(Math.max(atMs, this.lastSoundMs + 0.001), payload);
  }

  private async addSound(stampMs: number, payload: Uint8Array): Promise<void> {
    this.lastSoundMs = stampMs;
    await this.sound?.add(new EncodedPacket(payload, 'key', stampMs / 1000, OPUS_FRAME_SEC), {
      decoderConfig: this.soundFormat,
    });
  }
}
