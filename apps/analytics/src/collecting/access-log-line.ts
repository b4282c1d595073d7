/** One request that was served bytes of a file, as nginx logged it. */
export interface Access {
  /** When the answer ended, milliseconds since 1970; nginx logs at the end. */
  readonly at: number;
  readonly requestTimeSec: number;
  readonly requestId: string;
  readonly ip: string;
  readonly method: string;
  readonly status: number;
  /** What the kernel took, so a request that was cut off is over by up to the socket's buffer. */
  readonly bytesSent: number;
  readonly range: string | null;
  readonly userAgent: string;
  readonly userId: string | null;
  readonly sessionId: string | null;
  readonly deviceId: string | null;
  readonly fileId: string;
  readonly access: 'stream' | 'download';
  readonly playbackId: string | null;
  readonly completed: boolean;
  /** The link that let them in, where one did. */
  readonly shareId: string | null;
  /** Where in the file the answer begins. */
  readonly firstByte: number;
  /** Of the whole file; null where the answer did not tell. */
  readonly sizeBytes: number | null;
  /** A browser fetched it in case somebody wants it. */
  readonly isPrefetch: boolean;
}

/** What a television was sent by DLNA, whose server knows files by where in the library they lie. */
export type AccessByPath = Omit<Access, 'fileId'> & { readonly libraryPath: string };

/** `skipped`: a good line about something else. `refused`: not a line that nginx writes. */
export type ParsedLine = Access | AccessByPath | 'skipped' | 'refused';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** nginx escapes quotes in values, so these can't stand inside one. */
const OF_INTEREST = /"access":"(?:stream|download)"/;
const LINE_START = '{"at":';
const EARLIEST_AT_SEC = Date.UTC(2000) / 1000;
const LATEST_AT_SEC = Date.UTC(2100) / 1000;
const MAX_TEXT_CHARACTERS = 1_000;

/** Reads one line of the access log. Never throws: what it holds was in part chosen by strangers. */
export function parseAccessLogLine(line: string): ParsedLine {
  // After a write that was cut off (a full disk), the next line begins in the middle of this one.
  const start = line.lastIndexOf(LINE_START);
  if (start < 0) return 'refused';
  const text = start === 0 ? line : line.slice(start);
  if (!text.endsWith('}')) return 'refused';
  if (!OF_INTEREST.test(text)) return 'skipped';
  let fields: Record<string, unknown>;
  try {
    fields = JSON.parse(text) as Record<string, unknown>;
  } catch {
    return 'refused';
  }
  return accessOf(fields);
}

function accessOf(fields: Record<string, unknown>): ParsedLine {
  const atSec = numberOf(fields['at']);
  const status = numberOf(fields['status']);
  const bytesSent = numberOf(fields['bytesSent']);
  const fileId = uuidOf(fields['fileId']);
  const libraryPath = textOf(fields['libraryPath']);
  const access = fields['access'];
  if (access !== 'stream' && access !== 'download') return 'skipped';
  if (fileId === null && libraryPath === '') return 'refused';
  if (atSec === undefined || status === undefined || bytesSent === undefined) return 'refused';
  if (atSec < EARLIEST_AT_SEC || atSec > LATEST_AT_SEC || status > 999) return 'refused';
  const known = {
    at: Math.round(atSec * 1000),
    requestTimeSec: numberOf(fields['requestTimeSec']) ?? 0,
    requestId: textOf(fields['requestId']),
    ip: textOf(fields['ip']),
    method: textOf(fields['method']),
    status: Math.trunc(status),
    bytesSent: Math.trunc(bytesSent),
    range: textOf(fields['range']) || null,
    userAgent: textOf(fields['userAgent']),
    userId: uuidOf(fields['userId']),
    sessionId: uuidOf(fields['sessionId']),
    deviceId: uuidOf(fields['deviceId']),
    access,
    playbackId: uuidOf(fields['playbackId']),
    completed: fields['completed'] === 'OK',
    shareId: uuidOf(fields['shareId']),
    ...placeOf(status, textOf(fields['contentRange']), numberOf(fields['contentLength'])),
    isPrefetch: /prefetch|prerender|preview/i.test(textOf(fields['purpose'])),
  } satisfies Omit<Access, 'fileId'>;
  return fileId === null ? { ...known, libraryPath } : { ...known, fileId };
}

/** RFC 9110, section 14.4: `bytes 0-999/2000`, or `*` for a length that is not known. */
function placeOf(status: number, contentRange: string, contentLength: number | undefined) {
  if (status === 200) return { firstByte: 0, sizeBytes: contentLength ?? null };
  const [, first, whole] = /^bytes (\d{1,15})-\d{1,15}\/(\d{1,15}|\*)$/.exec(contentRange) ?? [];
  if (first !== undefined && whole !== undefined)
    return { firstByte: Number(first), sizeBytes: whole === '*' ? null : Number(whole) };
  return { firstByte: 0, sizeBytes: null };
}

/** A number that is not negative; nginx writes some of them as text, and `-` where there is none. */
function numberOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  return typeof number === 'number' &&
    Number.isFinite(number) &&
    number >= 0 &&
    number <= Number.MAX_SAFE_INTEGER
    ? number
    : undefined;
}

/** Postgres takes no NUL and no lone surrogate. */
function textOf(value: unknown): string {
  if (typeof value !== 'string') return '';
  return value.slice(0, MAX_TEXT_CHARACTERS).replaceAll('\0', '').toWellFormed();
}

function uuidOf(value: unknown): string | null {
  return typeof value === 'string' && UUID.test(value) ? value.toLowerCase() : null;
}
