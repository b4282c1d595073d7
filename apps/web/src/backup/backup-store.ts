import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { BackupItem } from './backup-item.ts';

interface BackupDatabase extends DBSchema {
  items: { key: string; value: BackupItem; indexes: { owner: string } };
}

/** What a backup holds on to, files and all, so that a reload loses nothing. */
export interface BackupStore {
  load(owner: string): Promise<BackupItem[]>;
  put(item: BackupItem): Promise<void>;
  remove(ids: readonly string[]): Promise<void>;
  /** Of everybody who used this browser. */
  clear(): Promise<void>;
}

/** Kept in the browser's database. Where that has no room the backup goes on and only a reload would lose what is left. */
export function createBackupStore(): BackupStore {
  let opened: Promise<IDBPDatabase<BackupDatabase>> | undefined;
  const open = () =>
    (opened ??= openDB<BackupDatabase>('hearth-backup', 1, {
      upgrade: (database) => {
        database.createObjectStore('items', { keyPath: 'id' }).createIndex('owner', 'owner');
      },
    }));
  return {
    load: async (owner) => (await open()).getAllFromIndex('items', 'owner', owner),
    put: async (item) => {
      await (await open()).put('items', item).catch(() => undefined);
    },
    remove: async (ids) => {
      const transaction = (await open()).transaction('items', 'readwrite');
      await Promise.all([...ids.map((id) => transaction.store.delete(id)), transaction.done]);
    },
    clear: async () => (await open()).clear('items'),
  };
}
