import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const SHA256 = /^[0-9a-f]{64}$/;

/** Where an image derived from some content lies under the derived folder: `ab/abcd…/grid.webp`. */
export function derivedPath(sha256: string, name: string): string {
  if (!SHA256.test(sha256)) throw new TypeError('not a SHA-256 in lower-case hex');
  return join(sha256.slice(0, 2), sha256, name);
}

/** Writes a file so that nobody ever sees half of it, whoever else writes the same one. */
export async function writeAtomically(path: string, content: Uint8Array): Promise<void> {
  const folder = dirname(path);
  const draft = join(folder, `.${randomUUID()}`);
  await mkdir(folder, { recursive: true });
  try {
    await writeFile(draft, content);
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
