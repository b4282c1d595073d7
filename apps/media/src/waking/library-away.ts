import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HEARTH_FOLDER, MARKER_FILE } from '@hearth/catalog';

/** A library without its marker is an empty mount point: what is put there would be hidden once the disk is back. */
export async function isLibraryAway(library: string): Promise<boolean> {
  const marker = await readFile(join(library, HEARTH_FOLDER, MARKER_FILE), 'utf8').catch(() => undefined);
  return !marker?.trim();
}
