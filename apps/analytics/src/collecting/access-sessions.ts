import { NOBODY } from '../storage/schema.js';
import type { Access } from './access-log-line.js';

/** One viewer's run of requests for one file. `id` is missing until it is stored. */
export interface AccessSession {
  readonly id?: string;
  readonly fileId: string;
  readonly viewer: string;
  readonly access: Access['access'];
  readonly playbackId: string | null;
  readonly deviceId: string | null;
  readonly ip: string;
  readonly userAgent: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  lastAt: number;
  requests: number;
  bytesServed: number;
}

/** What a batch adds to a file's figures for one viewer and hour. */
export interface HourlyGain {
  readonly fileId: string;
  readonly viewer: string;
  /** Start of the hour, milliseconds since 1970. */
  readonly hour: number;
  streams: number;
  downloads: number;
  bytesServed: number;
}

export interface FoldedAccesses {
  /** Those that are new or have grown. */
  readonly sessions: readonly AccessSession[];
  readonly gains: readonly HourlyGain[];
}

/** Without a playback id, a viewer who comes back after this long begins anew. */
export const SESSION_GAP_MS = 30 * 60_000;
const HOUR_MS = 3_600_000;

export function viewerOf(access: Access): string {
  return access.userId ?? NOBODY;
}

/** When the request came in; the log line tells when it ended. */
export function requestedAt(access: Access): number {
  return access.at - Math.round(access.requestTimeSec * 1000);
}

export function hourOf(at: number): number {
  return at - (at % HOUR_MS);
}

/** Whether anybody got to see anything: a HEAD, an error or an empty answer counts for nothing. */
export function isCounted({ method, status, bytesSent }: Access): boolean {
  return method !== 'HEAD' && status < 400 && bytesSent > 0;
}

/** Adds accesses, in the order of the log, to the sessions that are open and to new ones. `open` is left as it is. */
export function foldAccesses(accesses: readonly Access[], open: readonly AccessSession[]): FoldedAccesses {
  const current = new Map<string, AccessSession>();
  for (const session of [...open].sort((a, b) => a.lastAt - b.lastAt))
    current.set(keyOf(session), { ...session });
  const changed = new Set<AccessSession>();
  const gains = new Map<string, HourlyGain>();
  for (const access of accesses.filter(isCounted)) {
    const viewer = viewerOf(access);
    const key = keyOf({ ...access, viewer });
    let session = current.get(key);
    if (!session || !continues(session, access)) {
      session = begin(access, viewer);
      current.set(key, session);
      const gain = gainOf(gains, session.fileId, viewer, session.startedAt);
      if (session.access === 'stream') gain.streams += 1;
      else gain.downloads += 1;
    }
    session.lastAt = Math.max(session.lastAt, access.at);
    session.requests += 1;
    session.bytesServed += access.bytesSent;
    changed.add(session);
    gainOf(gains, access.fileId, viewer, access.at).bytesServed += access.bytesSent;
  }
  return { sessions: [...changed], gains: [...gains.values()] };
}

function continues(session: AccessSession, access: Access): boolean {
  if (session.playbackId !== null) return true;
  // The whole file again is another download; a range is one part, or the rest, of the same one.
  if (access.access === 'download' && access.status === 200) return false;
  return (
    requestedAt(access) < session.lastAt + SESSION_GAP_MS && access.at > session.startedAt - SESSION_GAP_MS
  );
}

function begin(access: Access, viewer: string): AccessSession {
  const { fileId, playbackId, deviceId, ip, userAgent } = access;
  const startedAt = requestedAt(access);
  return {
    ...{ fileId, viewer, access: access.access, playbackId, deviceId, ip, userAgent },
    ...{ startedAt, lastAt: access.at, requests: 0, bytesServed: 0 },
  };
}

function keyOf(of: Pick<AccessSession, 'fileId' | 'viewer' | 'access' | 'playbackId' | 'ip'>): string {
  return [of.fileId, of.viewer, of.access, of.playbackId ?? of.ip].join(' ');
}

function gainOf(gains: Map<string, HourlyGain>, fileId: string, viewer: string, at: number): HourlyGain {
  const hour = hourOf(at);
  const key = `${fileId} ${viewer} ${hour}`;
  const gain = gains.get(key) ?? { fileId, viewer, hour, streams: 0, downloads: 0, bytesServed: 0 };
  gains.set(key, gain);
  return gain;
}
