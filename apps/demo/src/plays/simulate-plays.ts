import { randomFrom } from '../random.ts';

/** A file that people may play. Without a length it is only downloaded. */
export interface SimulatedFile {
  readonly id: string;
  readonly sizeBytes: number;
  /** A whole number of seconds, so that shares of it are exact. */
  readonly durationSec: number | null;
}

export interface SimulatedPerson {
  readonly id: string;
  readonly sessionId: string;
  readonly ip: string;
  /** With what they watch; VLC where nothing is said. */
  readonly userAgent?: string;
}

export interface SimulatedHouse {
  readonly files: readonly SimulatedFile[];
  readonly people: readonly SimulatedPerson[];
  /** Start of the first day, milliseconds since 1970. */
  readonly fromAt: number;
  readonly days: number;
  readonly playsPerDay: number;
  /** The same seed plays the same. */
  readonly seed: number;
}

/** What one play comes to by the rules of counting; it begins and ends within one hour. */
export interface KnownPlay {
  readonly fileId: string;
  readonly viewer: string;
  readonly device: string;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly streams: 0 | 1;
  readonly downloads: 0 | 1;
  readonly bytesServed: number;
  readonly watchSec: number;
  readonly segments: readonly (readonly [fromSec: number, toSec: number])[];
}

export interface SimulatedReport {
  readonly type: 'played';
  readonly id: string;
  readonly playbackId: string;
  readonly fileId: string;
  readonly userId: string;
  readonly sessionId: string;
  readonly segments: [number, number][];
  readonly at: string;
}

export interface Simulation {
  /** As nginx writes them, each with its end of line; shuffled within a day. */
  readonly logs: readonly { readonly fileName: string; readonly text: string }[];
  /** For `POST /api/analytics/ingest`, out of order, some of them twice. */
  readonly reports: readonly SimulatedReport[];
  readonly plays: readonly KnownPlay[];
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Longer than a download may pause: no two plays of one person and file are one. */
const APART_MS = 50 * HOUR_MS;
const LONGEST_SEC = 40 * 60;
const REPORT_EVERY_SEC = 60;
/** How many of a hundred plays begin in each hour: few by night, most after dinner. */
const HOURS = [1, 0, 0, 0, 0, 1, 2, 4, 3, 3, 3, 3, 5, 4, 3, 3, 4, 6, 8, 12, 14, 12, 7, 2].flatMap(
  (times, hour) => new Array<number>(times).fill(hour),
);

/**
 * Plays of a house that are known in advance, as log lines and reports on the one hand and as what they come to on the other.
 * A few files and people have most of them; glances, probes, prefetches and downloads that break off are among them.
 */
export function simulatePlays(house: SimulatedHouse): Simulation {
  const random = randomFrom(house.seed);
  const writer = new PlayWriter(random);
  const lastAt = new Map<string, number>();
  for (let day = 0; day < house.days; day += 1) {
    const dayAt = house.fromAt + day * DAY_MS;
    for (let count = 0; count < house.playsPerDay; count += 1) {
      const file = house.files[Math.floor(house.files.length * random() ** 2)] as SimulatedFile;
      const person = house.people[Math.floor(house.people.length * random() ** 1.5)] as SimulatedPerson;
      const hour = HOURS[Math.floor(HOURS.length * random())] ?? 20;
      const startedAt = dayAt + hour * HOUR_MS + Math.floor(random() * 900) * 1_000;
      const key = `${file.id} ${person.id}`;
      if (Math.abs(startedAt - (lastAt.get(key) ?? -Infinity)) < APART_MS) continue;
      lastAt.set(key, Math.max(startedAt, lastAt.get(key) ?? -Infinity));
      writer.play(file, person, startedAt);
    }
    writer.endDay(dayAt);
  }
  return { logs: writer.logs, reports: shuffled([...writer.reports], random), plays: writer.plays };
}

function shuffled<T>(items: T[], random: () => number): T[] {
  for (let at = items.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    [items[at], items[other]] = [items[other] as T, items[at] as T];
  }
  return items;
}

const agentOf = ({ userAgent = 'VLC/3.0' }: SimulatedPerson): string => userAgent;

class PlayWriter {
  readonly logs: { fileName: string; text: string }[] = [];
  readonly reports: SimulatedReport[] = [];
  readonly plays: KnownPlay[] = [];
  private lines: string[] = [];
  private count = 0;
  private readonly random: () => number;

  constructor(random: () => number) {
    this.random = random;
  }

  play(file: SimulatedFile, person: SimulatedPerson, at: number): void {
    const dice = this.random();
    if (dice < 0.04) return this.line(file, person, at, { method: 'HEAD', bytesSent: 0 });
    if (dice < 0.08) return this.line(file, person, at, { purpose: 'prefetch', bytesSent: 5_000 });
    if (dice < 0.12) return this.range(file, person, at, { known: { bytesServed: 2 } });
    if (dice < 0.25 || file.durationSec === null) return this.download(file, person, at);
    if (dice < 0.4) return this.watchElsewhere(file, person, at, file.durationSec);
    this.watch(file, person, at, file.durationSec);
  }

  endDay(dayAt: number): void {
    const name = new Date(dayAt).toISOString().slice(0, 10).replaceAll('-', '');
    this.logs.push({ fileName: `access-${name}00.json`, text: shuffled(this.lines, this.random).join('') });
    this.lines = [];
  }

  /** By a player of ours: from the start, then from somewhere later on. */
  private watch(file: SimulatedFile, person: SimulatedPerson, at: number, durationSec: number): void {
    const playbackId = this.uuid();
    const firstSec = 1 + Math.floor(Math.min(durationSec / 2, LONGEST_SEC / 2) * this.random());
    const jumpSec = Math.floor(durationSec / 2 + (durationSec / 4) * this.random());
    const lastSec = Math.min(durationSec, jumpSec + Math.floor((LONGEST_SEC / 2) * this.random()));
    const segments = [
      [0, firstSec],
      ...(this.random() < 0.5 && lastSec > jumpSec ? [[jumpSec, lastSec]] : []),
    ] as [number, number][];
    let now = at;
    for (const [from, to] of segments) {
      for (let sec = from; sec < to; sec += REPORT_EVERY_SEC) {
        const until = Math.min(to, sec + REPORT_EVERY_SEC);
        now += (until - sec) * 1_000;
        this.report({
          ...{ type: 'played', id: this.uuid(), playbackId, fileId: file.id, userId: person.id },
          ...{ sessionId: person.sessionId, segments: [[sec, until]], at: new Date(now).toISOString() },
        });
      }
    }
    const watchSec = (now - at) / 1_000;
    const bytesSent = Math.floor((file.sizeBytes * watchSec) / durationSec);
    this.line(file, person, now, {
      playbackId,
      bytesSent,
      requestTimeSec: watchSec,
      sessionId: person.sessionId,
    });
    this.know(file, person, at, {
      ...{ endedAt: now, watchSec, segments, bytesServed: bytesSent, device: person.sessionId },
      streams: watchSec >= Math.min(30, 0.05 * durationSec) ? 1 : 0,
    });
  }

  /** By a television: a run of ranges, of which only bytes are known. */
  private watchElsewhere(
    file: SimulatedFile,
    person: SimulatedPerson,
    at: number,
    durationSec: number,
  ): void {
    const bytes = Math.floor((file.sizeBytes * this.random()) / 3);
    for (const part of [0, 1, 2]) {
      this.lineOf(file, person, at + part * 60_000 + 5_000, part * bytes, bytes, { requestTimeSec: 5 });
    }
    const share = Math.min(30, 0.05 * durationSec) / durationSec;
    const isEnough = 3 * bytes >= share * file.sizeBytes;
    this.know(file, person, at, { endedAt: at + 125_000, bytesServed: 3 * bytes, streams: isEnough ? 1 : 0 });
  }

  /** In up to four pieces, as it breaks off; one in five is given up. */
  private download(file: SimulatedFile, person: SimulatedPerson, at: number): void {
    const pieces = 1 + Math.floor(4 * this.random());
    const sent = this.random() < 0.2 ? pieces - 1 : pieces;
    const size = Math.ceil(file.sizeBytes / pieces);
    for (let piece = 0; piece < sent; piece += 1) {
      const length = Math.min(size, file.sizeBytes - piece * size);
      this.lineOf(file, person, at + (piece + 1) * 60_000, piece * size, length, {
        access: 'download',
        requestTimeSec: 60,
      });
    }
    if (sent === 0) return;
    const [endedAt, bytesServed] = [at + sent * 60_000, Math.min(file.sizeBytes, sent * size)];
    this.know(file, person, at, { endedAt, bytesServed, downloads: sent === pieces ? 1 : 0 });
  }

  /** What a player asks for to learn how long a file is. */
  private range(
    file: SimulatedFile,
    person: SimulatedPerson,
    at: number,
    { known }: { known: Partial<KnownPlay> },
  ): void {
    this.lineOf(file, person, at, 0, 2, {});
    this.know(file, person, at, known);
  }

  private lineOf(
    file: SimulatedFile,
    person: SimulatedPerson,
    at: number,
    first: number,
    length: number,
    rest: object,
  ): void {
    const contentRange = `bytes ${first}-${Math.max(first, first + length - 1)}/${file.sizeBytes}`;
    this.line(file, person, at, { contentRange, bytesSent: length, ...rest });
  }

  private line(file: SimulatedFile, person: SimulatedPerson, at: number, fields: object): void {
    this.count += 1;
    const line = {
      ...{
        at: at / 1_000,
        requestId: `simulated-${this.count}`,
        ip: person.ip,
        method: 'GET',
        path: '',
        status: 206,
      },
      ...{
        bytesSent: 0,
        requestTimeSec: 0,
        contentRange: '',
        contentLength: '',
        range: '',
        userAgent: agentOf(person),
      },
      ...{
        userId: person.id,
        sessionId: '',
        deviceId: '',
        fileId: file.id,
        access: 'stream',
        playbackId: '',
      },
      ...{ completed: 'OK', ...fields },
    };
    this.lines.push(`${JSON.stringify(line)}\n`);
  }

  private report(report: SimulatedReport): void {
    this.reports.push(report);
    if (this.random() < 0.1) this.reports.push(report);
  }

  private know(
    file: SimulatedFile,
    person: SimulatedPerson,
    startedAt: number,
    play: Partial<KnownPlay>,
  ): void {
    this.plays.push({
      ...{
        fileId: file.id,
        viewer: person.id,
        device: `${person.ip} ${agentOf(person)}`,
        startedAt,
        endedAt: startedAt,
      },
      ...{ streams: 0, downloads: 0, bytesServed: 0, watchSec: 0, segments: [], ...play },
    });
  }

  private uuid(): string {
    const hex = Array.from({ length: 32 }, () => Math.floor(this.random() * 16).toString(16)).join('');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
  }
}
