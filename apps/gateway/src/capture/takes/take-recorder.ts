import { join } from 'node:path';
import {
  CAPTURE_KINDS,
  findEnvelope,
  isSound,
  type CaptureEnvelope,
  type ClockSample,
} from '@hearth/contracts';
import { FilmWriter } from './film-writer.js';
import { readJournal, TakeJournal } from './take-journal.js';

/** What one phone gave to a take. */
export interface Recorded {
  readonly deviceId: string;
  readonly path: string;
  readonly journalPath: string;
  /** Whether there is an MP4 at `path`; pictures that came as JPEGs are still in the journal. */
  readonly isFilm: boolean;
  readonly codec: string | null;
  readonly width: number | null;
  readonly height: number | null;
  /** Envelopes that are missing between the first and the last of the take. */
  readonly dropped: number;
  /** When each picture was taken, by the phone's clock. */
  readonly times: readonly number[];
  readonly samples: readonly ClockSample[];
}

/** Writes what one phone sends during a take. */
export class TakeRecorder {
  /** The newest that is in the file. */
  lastKept: number | null = null;
  /** By the phone's clock; of the newest picture. */
  lastAtMs: number | null = null;
  failure: unknown;
  private readonly times: number[] = [];
  private readonly samples: ClockSample[] = [];
  private film: Promise<FilmWriter> | undefined;
  private codec: string | null = null;
  private size: { width: number | null; height: number | null } = { width: null, height: null };
  private isJpeg = false;
  private isOver = false;
  private newestSeq: number | undefined;
  private dropped = 0;

  private constructor(
    readonly deviceId: string,
    private readonly path: string,
    private readonly journalPath: string,
    private readonly journal: TakeJournal,
  ) {}

  /**
   * Begins, or goes on with what a gateway that died had written: the film is made anew from the journal.
   * @param number of the phone within the take, which names its files
   */
  static async open(folder: string, number: number, deviceId: string): Promise<TakeRecorder> {
    const journalPath = join(folder, `${number}.journal`);
    const before = await readJournal(journalPath);
    const journal = await TakeJournal.open(journalPath);
    const recorder = new TakeRecorder(deviceId, join(folder, `${number}.mp4`), journalPath, journal);
    for (const entry of before) {
      if (entry.type === 'samples') recorder.samples.push(...entry.samples);
      const envelope = entry.type === 'envelope' ? findEnvelope(entry.bytes) : undefined;
      if (!envelope) continue;
      recorder.take(envelope);
      recorder.lastKept = envelope.seq;
    }
    return recorder;
  }

  /** Whether anything was recorded; before that, only a key frame begins. */
  get hasBegun(): boolean {
    return this.times.length > 0;
  }

  get frames(): number {
    return this.times.length;
  }

  /** Of what comes after `finish` nothing is kept. */
  record(envelope: CaptureEnvelope, bytes: Uint8Array): void {
    if (this.isOver) return;
    if (!this.hasBegun && envelope.kind !== CAPTURE_KINDS.h264Key && envelope.kind !== CAPTURE_KINDS.jpeg)
      return;
    if (!this.take(envelope)) return;
    this.journal.append({ type: 'envelope', bytes }).then(
      () => (this.lastKept = envelope.seq),
      (error) => (this.failure ??= error),
    );
  }

  /** One from before the take or after it, which sound and pictures bring in between those of the take: no hole is where it was. */
  passBy(seq: number): void {
    if (this.newestSeq !== undefined && seq === this.newestSeq + 1) this.newestSeq = seq;
  }

  addSamples(samples: readonly ClockSample[]): void {
    if (this.isOver || samples.length === 0) return;
    this.samples.push(...samples);
    this.journal.append({ type: 'samples', samples }).catch((error) => (this.failure ??= error));
  }

  async finish(): Promise<Recorded> {
    this.isOver = true;
    await this.journal.close();
    const film = await this.film;
    const isFilm = film ? await film.finish() : false;
    const { deviceId, path, journalPath, codec, dropped, times, samples } = this;
    return { deviceId, path, journalPath, isFilm, codec, ...this.size, dropped, times, samples };
  }

  /** False for a picture of another kind than the film was begun with. */
  private take(envelope: CaptureEnvelope): boolean {
    const { kind, capturedAtMs, desc, seq } = envelope;
    this.dropped += this.newestSeq === undefined ? 0 : Math.max(0, seq - this.newestSeq - 1);
    this.newestSeq = Math.max(seq, this.newestSeq ?? 0);
    if (isSound(kind)) {
      this.withFilm((film) => film.add(envelope));
      return true;
    }
    const isJpeg = kind === CAPTURE_KINDS.jpeg;
    if (!this.hasBegun) {
      this.isJpeg = isJpeg;
      this.codec = isJpeg ? 'jpeg' : (desc.codec ?? 'avc1.42001f');
      this.size = { width: desc.width ?? null, height: desc.height ?? null };
    }
    if (isJpeg !== this.isJpeg) return false;
    this.times.push(capturedAtMs);
    this.lastAtMs = capturedAtMs;
    if (!isJpeg) this.withFilm((film) => film.add(envelope));
    return true;
  }

  private withFilm(use: (film: FilmWriter) => void): void {
    if (this.isJpeg) return;
    this.film ??= FilmWriter.open(this.path);
    this.film.then(use, (error) => (this.failure ??= error));
  }
}
