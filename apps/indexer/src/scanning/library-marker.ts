import { mkdir, open, readFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { HEARTH_FOLDER, MARKER_FILE } from '@hearth/catalog';
import { z } from 'zod';

/** What tells one library folder from another, and from an empty mount point. */
export interface LibraryFolder {
  /** Device and inode: another pair means that something else was mounted. Undefined where there is no folder. */
  readonly identity: string | undefined;
  readonly marker: string | undefined;
}

export async function lookAtLibrary(library: string): Promise<LibraryFolder> {
  const folder = await stat(library).catch(() => undefined);
  if (!folder?.isDirectory()) return { identity: undefined, marker: undefined };
  return { identity: `${folder.dev}:${folder.ino}`, marker: await readMarker(library) };
}

async function readMarker(library: string): Promise<string | undefined> {
  const content = await readFile(join(library, HEARTH_FOLDER, MARKER_FILE), 'utf8').catch(() => undefined);
  const id = z.uuid().safeParse(content?.trim());
  return id.success ? id.data : undefined;
}

/** Marks the folder as the library with this id, for good: it survives a power cut. */
export async function writeMarker(library: string, libraryId: string): Promise<void> {
  const folder = join(library, HEARTH_FOLDER);
  const marker = join(folder, MARKER_FILE);
  await mkdir(folder, { recursive: true });
  const file = await open(`${marker}.new`, 'w', 0o644);
  try {
    await file.writeFile(`${libraryId}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${marker}.new`, marker);
}
