import { createHash, randomBytes } from 'node:crypto';
import { statfsSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';

const CHUNK_BYTES = 8 * 1024 ** 2;

/** Says so before anything is begun that would fill the disk. */
export function requireRoom(folder: string, bytes: number): void {
  const { bavail, bsize } = statfsSync(folder);
  const gib = (count: number) => (count / 1024 ** 3).toFixed(1);
  if (bavail * bsize < bytes)
    throw new Error(`This takes ${gib(bytes)} GiB in ${folder}, where ${gib(bavail * bsize)} are free.`);
}

/** Gives its SHA-256. No two of its blocks are the same, and none can be squeezed; made in no more memory than one chunk. */
export async function makeLargeFile(path: string, sizeBytes: number): Promise<string> {
  requireRoom(dirname(path), sizeBytes);
  const chunk = randomBytes(CHUNK_BYTES);
  const hash = createHash('sha256');
  const file = await open(path, 'w');
  try {
    for (let written = 0, number = 0; written < sizeBytes; number += 1) {
      // In each block, so that one in the place of another is seen.
      for (let at = 0; at < CHUNK_BYTES; at += 64 * 1024) chunk.writeUInt32LE(number, at);
      const piece = chunk.subarray(0, Math.min(CHUNK_BYTES, sizeBytes - written));
      hash.update(piece);
      await file.writeFile(piece);
      written += piece.length;
    }
  } finally {
    await file.close();
  }
  return hash.digest('hex');
}
