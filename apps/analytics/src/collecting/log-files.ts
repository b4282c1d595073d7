import { createHash } from 'node:crypto';
import { open, readdir, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';

/** Up to where a log file has been read. */
export interface LogPosition {
  readonly fileName: string;
  readonly firstLineSha256: string;
  readonly byteOffset: number;
}

export interface LogChunk {
  readonly lines: readonly string[];
  /** Where the first line that is not complete yet begins. */
  readonly nextOffset: number;
}

/** The hour, and which edge wrote it where there are several. */
const NAME = /^access-(\d{4})(\d{2})(\d{2})(\d{2})(?:-[a-z0-9.-]{1,200})?\.json$/;
/** Its worker's clock may lag: it writes to the newest hour, or to the one before. */
const GROWING_HOURS = 2;
/** A batch: what is made of it, many times as large, is held until the database has it. */
const CHUNK_BYTES = 512 * 1024;
const FIRST_LINE_MAX_BYTES = 64 * 1024;
const NEWLINE = 10;

/** The names of the hourly logs, oldest first. A folder that is not there yet holds none. */
export async function listLogFiles(folder: string): Promise<string[]> {
  const names = (await unlessGone(readdir(folder))) ?? [];
  return names.filter((name) => NAME.test(name)).sort();
}

/** Of names in their order those that edges may still write to. */
export function listGrowing(fileNames: readonly string[]): string[] {
  const hours = [...new Set(fileNames.map(hourOfLogFile))].sort((a, b) => a - b).slice(-GROWING_HOURS);
  return fileNames.filter((name) => hours.includes(hourOfLogFile(name)));
}

/** What is counted is kept for so long, and no more than so much of it. */
const COLLECTED_KEPT_MS = 3 * 86_400_000;
const COLLECTED_KEPT_BYTES = 512 * 1024 ** 2;

/** Of logs in their order those that are no longer kept once they are counted. */
export function listOutlived(
  logs: readonly { readonly fileName: string; readonly sizeBytes: number }[],
  now: number,
): string[] {
  const growing = new Set(listGrowing(logs.map(({ fileName }) => fileName)));
  let keptBytes = 0;
  return logs
    .toReversed()
    .filter(({ fileName, sizeBytes }) => {
      keptBytes += sizeBytes;
      const isTooMuch = keptBytes > COLLECTED_KEPT_BYTES && !growing.has(fileName);
      return isTooMuch || now - hourOfLogFile(fileName) >= COLLECTED_KEPT_MS;
    })
    .map(({ fileName }) => fileName);
}

/** The start of the hour (UTC) that a log file is of, milliseconds since 1970. */
export function hourOfLogFile(fileName: string): number {
  const [, year, month, day, hour] = (NAME.exec(fileName) ?? []).map(Number);
  return Date.UTC(year ?? NaN, (month ?? NaN) - 1, day, hour);
}

/** Undefined where it is gone: the edge drops what is too much, also between the look at the folder and this one. */
export async function sizeOf(
  folder: string,
  fileName: string,
): Promise<{ sizeBytes: number; inode: number } | undefined> {
  const status = await unlessGone(stat(join(folder, fileName)));
  return status && { sizeBytes: status.size, inode: status.ino };
}

/** Tells a file from another one that bears its name. Undefined until its first line is complete, and where it is gone. */
export async function findFirstLineSha256(folder: string, fileName: string): Promise<string | undefined> {
  const start = await withFile(folder, fileName, (file) => readAt(file, 0, FIRST_LINE_MAX_BYTES));
  if (start === undefined) return undefined;
  const end = start.indexOf(NEWLINE);
  if (end < 0 && start.length < FIRST_LINE_MAX_BYTES) return undefined;
  return createHash('sha256')
    .update(end < 0 ? start : start.subarray(0, end))
    .digest('hex');
}

/** The complete lines from an offset on, as many as fit in one batch. Bytes without an end of line are not waited for forever; of a file that is gone there are none. */
export async function readLogChunk(folder: string, fileName: string, offset: number): Promise<LogChunk> {
  const bytes = await withFile(folder, fileName, (file) => readAt(file, offset, CHUNK_BYTES));
  if (bytes === undefined) return { lines: [], nextOffset: offset };
  const end = bytes.lastIndexOf(NEWLINE);
  if (end < 0)
    return { lines: [], nextOffset: bytes.length === CHUNK_BYTES ? offset + bytes.length : offset };
  const lines = bytes.toString('utf8', 0, end).split('\n');
  return { lines: lines.filter((line) => line !== ''), nextOffset: offset + end + 1 };
}

async function unlessGone<T>(looking: Promise<T>): Promise<T | undefined> {
  try {
    return await looking;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function withFile<T>(
  folder: string,
  fileName: string,
  use: (file: FileHandle) => Promise<T>,
): Promise<T | undefined> {
  const file = await unlessGone(open(join(folder, fileName), 'r'));
  if (file === undefined) return undefined;
  try {
    return await use(file);
  } finally {
    await file.close();
  }
}

async function readAt(file: FileHandle, offset: number, maxBytes: number): Promise<Buffer> {
  const { size } = await file.stat();
  const buffer = Buffer.allocUnsafe(Math.max(0, Math.min(maxBytes, size - offset)));
  let filled = 0;
  while (filled < buffer.length) {
    const { bytesRead } = await file.read(buffer, filled, buffer.length - filled, offset + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}
