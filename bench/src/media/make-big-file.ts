import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';

const CHUNK_BYTES = 8 * 1024 * 1024;

/** A file that is really written and cannot be compressed within 8 MiB; reading it leaves it in the page cache. */
export function makeBigFile(path: string, sizeBytes: number): void {
  const chunk = randomBytes(CHUNK_BYTES);
  const fd = openSync(path, 'w');
  for (let written = 0, number = 0; written < sizeBytes; number += 1) {
    chunk.writeUInt32LE(number, 0);
    written += writeSync(fd, chunk, 0, Math.min(CHUNK_BYTES, sizeBytes - written));
  }
  fsyncSync(fd);
  closeSync(fd);
}
