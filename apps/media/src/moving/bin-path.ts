import { rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { HEARTH_FOLDER, splitLibraryPath, type Move } from '@hearth/catalog';
import type { FileId } from '@hearth/contracts';

/** Where a file lies while it is in the bin: on the library's own filesystem, in a folder of its own. */
export function binPath({ id, name }: { id: FileId; name: string }): string {
  return `${HEARTH_FOLDER}/bin/${id}/${name}`;
}

/** The folders of files that have left the bin; what is not empty stays. */
export async function removeBinFolders(library: string, moves: readonly Move[]): Promise<void> {
  for (const { from } of moves)
    await rmdir(join(library, splitLibraryPath(from).folder)).catch(() => undefined);
}
