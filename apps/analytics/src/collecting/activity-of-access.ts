import type { Access } from './access-log-line.js';
import { NOBODY } from '../storage/schema.js';
import type { Interval } from '../counting/intervals.js';
import type { Activity } from '../counting/play-sessions.js';

/** Whether anybody got to see anything: a HEAD, an error, an empty answer or a prefetch counts for nothing. */
export function isCounted({ method, status, bytesSent, isPrefetch }: Access): boolean {
  return method !== 'HEAD' && status < 400 && bytesSent > 0 && !isPrefetch;
}

/** When the request came in; the log line tells when it ended. */
export function requestedAt(access: Access): number {
  return access.at - Math.round(access.requestTimeSec * 1000);
}

/** One answer of the edge as something that a person did. */
export function activityOfAccess(access: Access): Activity {
  const { fileId, ip, userAgent, deviceId, sessionId, shareId, at } = access;
  // A player of ours tells what it played of what it fetched.
  const isTold = access.access === 'stream' && access.playbackId !== null;
  return {
    ...{
      fileId,
      viewer: access.userId ?? NOBODY,
      access: access.access,
      ip,
      userAgent,
      deviceId,
      sessionId,
      shareId,
    },
    ...{ fromAt: requestedAt(access), toAt: at, requests: 1, bytesServed: access.bytesSent },
    ...{ sent: isTold ? [] : sentOf(access), sizeBytes: access.sizeBytes, playedSec: 0, positionSec: null },
  };
}

function sentOf({ firstByte, bytesSent, sizeBytes }: Access): Interval[] {
  // What was in a socket's buffer when a connection broke is counted as sent, though not beyond the file's end.
  const end = Math.min(firstByte + bytesSent, sizeBytes ?? Number.MAX_SAFE_INTEGER);
  return end > firstByte ? [[firstByte, end]] : [];
}
