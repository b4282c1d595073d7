import { DEFAULT_FOLDER } from './default-folder.ts';
import type { BackupItem } from './backup-item.ts';

interface Destination {
  readonly owner: string;
  /** For who has no paired device. */
  readonly folder: string | undefined;
}

/** What was picked, as a backup takes it. Files that are on the list already (picked twice) are left out. */
export function toItems(
  files: readonly File[],
  { owner, folder }: Destination,
  before: readonly BackupItem[],
): BackupItem[] {
  const listed = new Set(before.filter(({ state }) => state !== 'done').map(keyOf));
  return files.flatMap((file) => {
    const item: BackupItem = {
      id: crypto.randomUUID(),
      owner,
      name: file.name,
      sizeBytes: file.size,
      modifiedAt: new Date(file.lastModified).toISOString(),
      mimeType: file.type === '' ? 'application/octet-stream' : file.type,
      ...(folder !== undefined && { folder }),
      ...(folder === DEFAULT_FOLDER && { isPlaceOpen: true }),
      state: 'waiting',
      file,
    };
    if (listed.has(keyOf(item))) return [];
    listed.add(keyOf(item));
    return [item];
  });
}

function keyOf({ name, sizeBytes, modifiedAt }: BackupItem): string {
  return JSON.stringify([name, sizeBytes, modifiedAt]);
}
