/** One answer of the door that held bytes of a film or song. */
export interface Played {
  /** When it ended, milliseconds since 1970. */
  readonly endedAt: number;
  readonly tookMs: number;
  readonly requestId: string;
  readonly ip: string;
  readonly path: string;
  readonly status: number;
  readonly bytesSent: number;
  readonly contentRange: string;
  readonly contentLength: string;
  readonly range: string;
  readonly userAgent: string;
  /** Where in the library the file lies, without a slash in front. */
  readonly libraryPath: string;
  readonly isComplete: boolean;
}

/** As nginx logs what it sends (deploy/nginx/hearth.conf.template), but for the file, which is known here by where it lies. */
export function playLine(played: Played): string {
  return (
    JSON.stringify({
      at: played.endedAt / 1_000,
      requestId: played.requestId,
      ip: played.ip,
      method: 'GET',
      path: played.path,
      status: played.status,
      bytesSent: played.bytesSent,
      requestTimeSec: played.tookMs / 1_000,
      contentRange: played.contentRange,
      contentLength: played.contentLength,
      range: played.range,
      // Few say of themselves that they are televisions.
      userAgent: `DLNA ${played.userAgent}`.trim(),
      libraryPath: played.libraryPath,
      access: 'stream',
      completed: played.isComplete ? 'OK' : '',
    }) + '\n'
  );
}

/** The log of the hour that something ended in, beside the edge's own. */
export function logFileName(endedAt: number): string {
  return `access-${new Date(endedAt).toISOString().slice(0, 13).replace(/\D/g, '')}-tv.json`;
}
