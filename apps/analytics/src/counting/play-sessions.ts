import { NOBODY } from '../storage/schema.js';
import { cover, lengthOf, type Interval } from './intervals.js';

/** Something that a person did with a file: bytes that were sent to them, or seconds that their player played. */
export interface Activity {
  readonly fileId: string;
  readonly viewer: string;
  readonly access: 'stream' | 'download';
  /** Milliseconds since 1970. */
  readonly fromAt: number;
  readonly toAt: number;
  readonly ip: string;
  readonly userAgent: string;
  readonly deviceId: string | null;
  readonly sessionId: string | null;
  readonly shareId: string | null;
  readonly requests: number;
  readonly bytesServed: number;
  /** Which bytes of the file; left out where a player of ours tells what it played of them. */
  readonly sent: readonly Interval[];
  readonly sizeBytes: number | null;
  readonly playedSec: number;
  readonly positionSec: number | null;
}

/** One person's run with one file, whatever they have it played by. `id` is missing until it is stored. */
export interface PlaySession {
  readonly id?: string;
  readonly fileId: string;
  readonly viewer: string;
  readonly access: Activity['access'];
  readonly deviceId: string | null;
  readonly sessionId: string | null;
  readonly shareId: string | null;
  readonly ip: string;
  readonly userAgent: string;
  readonly startedAt: number;
  readonly lastAt: number;
  readonly requests: number;
  readonly bytesServed: number;
  readonly covered: readonly Interval[];
  readonly sizeBytes: number | null;
  readonly playedSec: number;
  readonly positionSec: number | null;
  /** Whether it is a stream or a download by now. */
  readonly isCounted: boolean;
}

export interface FoldedActivities {
  /** Those that are new or have changed. */
  readonly sessions: readonly PlaySession[];
  /** Stored ones that became part of another: what came late lies between them. */
  readonly absorbedIds: readonly string[];
  /** Bytes that had not been sent in the same session before. */
  readonly newlySent: readonly {
    readonly fileId: string;
    readonly sizeBytes: number;
    readonly sent: readonly Interval[];
  }[];
}

export const SESSION_GAP_MS = 30 * 60_000;
/** A download that broke off is taken up again for so long. */
export const DOWNLOAD_GAP_MS = 24 * 3_600_000;

const ENOUGH_SEC = 30;
const ENOUGH_SHARE = 0.05;
/** Of a file whose size nobody told. */
const ENOUGH_BYTES = 64 * 1024;

type DurationOf = (fileId: string) => number | undefined;

/**
 * Adds activities to the sessions that are open and to new ones. The order in which they come makes no difference: each
 * belongs to the session that it touches or follows within the gap, and joins two between which it lies. `open` is left as it
 * is.
 */
export function foldActivities(
  activities: readonly Activity[],
  open: readonly PlaySession[],
  durationOf: DurationOf,
): FoldedActivities {
  const byKey = new Map<string, PlaySession[]>();
  for (const session of open) push(byKey, keyOf(session), session);
  const changed = new Set<PlaySession>();
  const absorbedIds: string[] = [];
  const newlySent: FoldedActivities['newlySent'][number][] = [];
  for (const activity of activities) {
    const key = keyOf(activity);
    const sessions = byKey.get(key) ?? [];
    const touched = sessions.filter((session) => continues(session, activity));
    const { session, added } = add(merge(touched) ?? begin(activity), activity, durationOf(activity.fileId));
    for (const old of touched) {
      changed.delete(old);
      if (old.id !== undefined && old.id !== session.id) absorbedIds.push(old.id);
    }
    changed.add(session);
    byKey.set(key, [...sessions.filter((one) => !touched.includes(one)), session]);
    if (added.length > 0 && session.sizeBytes !== null) {
      newlySent.push({ fileId: activity.fileId, sizeBytes: session.sizeBytes, sent: added });
    }
  }
  return { sessions: [...changed], absorbedIds, newlySent };
}

/** People who signed in are one, wherever they are; of the others an address is all that is known. */
function keyOf({
  fileId,
  viewer,
  access,
  ip,
}: Pick<PlaySession, 'fileId' | 'viewer' | 'access' | 'ip'>): string {
  return [fileId, viewer, access, viewer === NOBODY ? ip : ''].join(' ');
}

function continues(session: PlaySession, activity: Activity): boolean {
  // Once all of it went out, what comes is another download.
  if (session.access === 'download' && session.isCounted) return false;
  const gapMs = session.access === 'download' ? DOWNLOAD_GAP_MS : SESSION_GAP_MS;
  return activity.fromAt < session.lastAt + gapMs && activity.toAt > session.startedAt - gapMs;
}

function begin(activity: Activity): PlaySession {
  const { fileId, viewer, access, deviceId, sessionId, shareId, ip, userAgent } = activity;
  return {
    ...{ fileId, viewer, access, deviceId, sessionId, shareId, ip, userAgent },
    ...{ startedAt: activity.fromAt, lastAt: activity.toAt, requests: 0, bytesServed: 0 },
    ...{ covered: [], sizeBytes: activity.sizeBytes, playedSec: 0, positionSec: null, isCounted: false },
  };
}

function merge(sessions: readonly PlaySession[]): PlaySession | undefined {
  const [first, ...rest] = [...sessions].sort((a, b) => a.startedAt - b.startedAt);
  if (!first) return undefined;
  return rest.reduce(
    (one, other) => ({
      ...one,
      id: one.id ?? other.id,
      lastAt: Math.max(one.lastAt, other.lastAt),
      requests: one.requests + other.requests,
      bytesServed: one.bytesServed + other.bytesServed,
      covered: cover(one.covered, other.covered).covered,
      sizeBytes: one.sizeBytes ?? other.sizeBytes,
      playedSec: one.playedSec + other.playedSec,
      positionSec: other.positionSec ?? one.positionSec,
      isCounted: one.isCounted || other.isCounted,
    }),
    first,
  ) as PlaySession;
}

function add(session: PlaySession, activity: Activity, durationSec: number | undefined) {
  const { covered, added } = cover(session.covered, activity.sent);
  const isLatest = activity.toAt >= session.lastAt;
  const grown = {
    ...session,
    deviceId: session.deviceId ?? activity.deviceId,
    sessionId: session.sessionId ?? activity.sessionId,
    shareId: session.shareId ?? activity.shareId,
    ip: session.ip || activity.ip,
    userAgent: session.userAgent || activity.userAgent,
    startedAt: Math.min(session.startedAt, activity.fromAt),
    lastAt: Math.max(session.lastAt, activity.toAt),
    requests: session.requests + activity.requests,
    bytesServed: session.bytesServed + activity.bytesServed,
    covered,
    sizeBytes: activity.sizeBytes ?? session.sizeBytes,
    playedSec: session.playedSec + activity.playedSec,
    positionSec: (isLatest ? activity.positionSec : null) ?? session.positionSec ?? activity.positionSec,
  };
  return { session: { ...grown, isCounted: grown.isCounted || isEnough(grown, durationSec) }, added };
}

/** A stream is 30 seconds or 5% of a file, whichever is less, by what was played or sent of it; a download is all of it. */
function isEnough(session: PlaySession, durationSec: number | undefined): boolean {
  const sentBytes = lengthOf(session.covered);
  if (session.access === 'download') return session.sizeBytes !== null && sentBytes >= session.sizeBytes;
  const enoughSec = durationSec ? Math.min(ENOUGH_SEC, ENOUGH_SHARE * durationSec) : ENOUGH_SEC;
  if (session.playedSec > 0 && session.playedSec >= enoughSec) return true;
  if (sentBytes === 0) return false;
  const enoughShare = durationSec ? enoughSec / durationSec : ENOUGH_SHARE;
  return sentBytes >= (session.sizeBytes === null ? ENOUGH_BYTES : enoughShare * session.sizeBytes);
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const values = map.get(key);
  if (values) values.push(value);
  else map.set(key, [value]);
}
