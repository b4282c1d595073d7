import type { BackupItem } from './backup-item.ts';

let made = 0;

/** An item for tests. */
export function makeItem(given: Partial<BackupItem> = {}): BackupItem {
  made += 1;
  const name = given.name ?? `photo-${made}.jpg`;
  return {
    id: name,
    owner: 'phone',
    name,
    sizeBytes: 100,
    modifiedAt: '2026-05-03T12:00:00.000Z',
    mimeType: 'image/jpeg',
    state: 'waiting',
    file: new File(['x'], name),
    ...given,
  };
}
