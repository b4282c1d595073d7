import { createHash, type Hash } from 'node:crypto';
import {
  closeSync,
  constants,
  fchmodSync,
  fdatasyncSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  futimesSync,
  openSync,
  readSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { parentPort } from 'node:worker_threads';
import type { JobAnswer, JobRequest, StagingJobs } from './staging-jobs.js';

/** Sync calls with one buffer for the thread's life: reading and hashing at nine tenths of what openssl reaches. */
const buffer = Buffer.allocUnsafeSlow(1024 * 1024);
const { O_CREAT, O_DIRECTORY, O_NOFOLLOW, O_NONBLOCK, O_RDONLY, O_RDWR } = constants;
const FILE_MODE = 0o644;
/** Uploads that are begun and left leave their hash behind. */
const HASHES_REMEMBERED = 500;

/** The SHA-256 of each upload so far, so that its bytes are read once; after a restart they are read again. */
const running = new Map<string, { hash: Hash; offsetBytes: number }>();

function appendBody({
  uploadId,
  body,
  staged,
  offsetBytes,
  checksum,
}: StagingJobs['append']['input']): StagingJobs['append']['output'] {
  if (body === undefined) {
    withFile(staged, O_RDWR | O_CREAT, fsyncSync);
    syncFolder(dirname(staged));
    return { outcome: 'appended' };
  }
  return withFile(body, O_RDONLY, (from) => {
    const hash = takeHash(uploadId, offsetBytes);
    const piece = checksum && createHash(checksum.algorithm);
    const { size, uid } = regular(from);
    const take = (bytes: Buffer): void => {
      hash?.update(bytes);
      piece?.update(bytes);
    };
    const isAsSent = (): boolean => piece === undefined || piece.digest('base64') === checksum?.digest;
    // The first piece need not be copied: the file that nginx wrote becomes the upload.
    const isWhole = offsetBytes === 0 && uid === process.getuid?.();
    const done = isWhole
      ? adopt(body, from, staged, take, isAsSent)
      : copy(from, staged, offsetBytes, take, isAsSent);
    if (!done) return { outcome: 'checksum-mismatch' };
    if (hash) remember(uploadId, hash, offsetBytes + size);
    return { outcome: 'appended' };
  });
}

function adopt(
  body: string,
  from: number,
  staged: string,
  take: (bytes: Buffer) => void,
  isAsSent: () => boolean,
): boolean {
  readAll(from, take);
  if (!isAsSent()) return false;
  fdatasyncSync(from);
  renameSync(body, staged);
  syncFolder(dirname(staged));
  return true;
}

function copy(
  from: number,
  staged: string,
  offsetBytes: number,
  take: (bytes: Buffer) => void,
  isAsSent: () => boolean,
): boolean {
  return withFile(staged, O_RDWR | O_CREAT, (to) => {
    if (regular(to).size < offsetBytes)
      throw new Error('the staged file is shorter than what was acknowledged');
    // What an attempt left behind that was never acknowledged.
    ftruncateSync(to, offsetBytes);
    let position = offsetBytes;
    try {
      readAll(from, (bytes) => {
        take(bytes);
        for (let written = 0; written < bytes.length;) {
          const count = writeSync(to, bytes, written, bytes.length - written, position);
          written += count;
          position += count;
        }
      });
    } catch (error) {
      ftruncateSync(to, offsetBytes);
      throw error;
    }
    if (!isAsSent()) {
      ftruncateSync(to, offsetBytes);
      return false;
    }
    fdatasyncSync(to);
    if (offsetBytes === 0) syncFolder(dirname(staged));
    return true;
  });
}

function seal({ uploadId, staged, sizeBytes, modifiedAtMs }: StagingJobs['seal']['input']): {
  sha256: string;
} {
  return withFile(staged, O_RDWR, (file) => {
    if (regular(file).size < sizeBytes)
      throw new Error('the staged file is shorter than what was acknowledged');
    ftruncateSync(file, sizeBytes);
    const known = running.get(uploadId);
    running.delete(uploadId);
    const sha256 = known?.offsetBytes === sizeBytes ? known.hash.digest('hex') : hashOf(file);
    fchmodSync(file, FILE_MODE);
    if (modifiedAtMs !== undefined) futimesSync(file, modifiedAtMs / 1000, modifiedAtMs / 1000);
    fsyncSync(file);
    return { sha256 };
  });
}

function hashOf(file: number): string {
  const hash = createHash('sha256');
  readAll(file, (bytes) => hash.update(bytes));
  return hash.digest('hex');
}

function takeHash(uploadId: string, offsetBytes: number): Hash | undefined {
  const known = running.get(uploadId);
  running.delete(uploadId);
  if (offsetBytes === 0) return createHash('sha256');
  return known?.offsetBytes === offsetBytes ? known.hash : undefined;
}

function remember(uploadId: string, hash: Hash, offsetBytes: number): void {
  running.set(uploadId, { hash, offsetBytes });
  const [oldest] = running.keys();
  if (running.size > HASHES_REMEMBERED && oldest !== undefined) running.delete(oldest);
}

function readAll(file: number, take: (bytes: Buffer) => void): void {
  let position = 0;
  for (;;) {
    const count = readSync(file, buffer, 0, buffer.length, position);
    if (count === 0) return;
    take(count === buffer.length ? buffer : buffer.subarray(0, count));
    position += count;
  }
}

/** Never follows a link, never blocks on a pipe. */
function withFile<T>(path: string, flags: number, work: (file: number) => T): T {
  const file = openSync(path, flags | O_NOFOLLOW | O_NONBLOCK, FILE_MODE);
  try {
    return work(file);
  } finally {
    closeSync(file);
  }
}

function regular(file: number): { size: number; uid: number } {
  const status = fstatSync(file);
  if (!status.isFile()) throw new Error('not a regular file');
  return status;
}

function syncFolder(path: string): void {
  const folder = openSync(path, O_RDONLY | O_DIRECTORY);
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

function perform({ job, input }: JobRequest): unknown {
  switch (job) {
    case 'append':
      return appendBody(input as StagingJobs['append']['input']);
    case 'seal':
      return seal(input as StagingJobs['seal']['input']);
    case 'hash':
      return withFile((input as StagingJobs['hash']['input']).path, O_RDONLY, (file) => {
        regular(file);
        return { sha256: hashOf(file) };
      });
    case 'forget':
      return void running.delete((input as StagingJobs['forget']['input']).uploadId);
  }
}

function answer(request: JobRequest): JobAnswer {
  const { number } = request;
  try {
    return { number, ok: true, output: perform(request) };
  } catch (error) {
    const { code, syscall, message } = error as NodeJS.ErrnoException;
    return { number, ok: false, error: { code, syscall, message } };
  }
}

parentPort?.on('message', (request: JobRequest) => parentPort?.postMessage(answer(request)));
