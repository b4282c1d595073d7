import type { HouseClock } from './house-clock.js';
import type { PlaySession } from './play-sessions.js';

/** What is to be added to a file's figures for one viewer and hour; taken off where it is negative. */
export interface HourlyGain {
  readonly fileId: string;
  readonly viewer: string;
  /** Start of the hour, milliseconds since 1970. */
  readonly hour: number;
  streams: number;
  downloads: number;
  bytesServed: number;
  watchSec: number;
}

/** How many more streams that began in an hour took so long. */
export interface LengthGain {
  readonly hour: number;
  readonly lengthSec: number;
  sessions: number;
}

/** Gains by file, viewer and hour. */
export class HourlyGains {
  private readonly gains = new Map<string, HourlyGain>();

  constructor(private readonly clock: HouseClock) {}

  of(fileId: string, viewer: string, at: number): HourlyGain {
    const hour = this.clock.hourOf(at);
    const key = `${fileId} ${viewer} ${hour}`;
    const known = this.gains.get(key);
    if (known) return known;
    const gain = { fileId, viewer, hour, streams: 0, downloads: 0, bytesServed: 0, watchSec: 0 };
    this.gains.set(key, gain);
    return gain;
  }

  get all(): HourlyGain[] {
    return [...this.gains.values()].filter(
      ({ streams, downloads, bytesServed, watchSec }) => streams || downloads || bytesServed || watchSec,
    );
  }
}

/** What a session counts for stands in the hour in which it began; as it was is taken off, as it is is added. */
export function addSessions(gains: HourlyGains, sessions: readonly PlaySession[], sign: 1 | -1): void {
  for (const { fileId, viewer, access, startedAt } of sessions.filter(({ isCounted }) => isCounted)) {
    const gain = gains.of(fileId, viewer, startedAt);
    if (access === 'stream') gain.streams += sign;
    else gain.downloads += sign;
  }
}

export function lengthGains(
  before: readonly PlaySession[],
  after: readonly PlaySession[],
  clock: HouseClock,
): LengthGain[] {
  const gains = new Map<string, LengthGain>();
  const addAll = (sessions: readonly PlaySession[], sign: 1 | -1) => {
    for (const { access, isCounted, startedAt, lastAt } of sessions) {
      if (!isCounted || access !== 'stream') continue;
      const [hour, lengthSec] = [clock.hourOf(startedAt), Math.round((lastAt - startedAt) / 1000)];
      const gain = gains.get(`${hour} ${lengthSec}`) ?? { hour, lengthSec, sessions: 0 };
      gain.sessions += sign;
      gains.set(`${hour} ${lengthSec}`, gain);
    }
  };
  addAll(before, -1);
  addAll(after, 1);
  return [...gains.values()].filter(({ sessions }) => sessions !== 0);
}

/** What tells one device from another, as well as that can be told. */
export function deviceOf({
  deviceId,
  sessionId,
  ip,
  userAgent,
}: Pick<PlaySession, 'deviceId' | 'sessionId' | 'ip' | 'userAgent'>): string {
  return deviceId ?? sessionId ?? `${ip} ${userAgent}`;
}
