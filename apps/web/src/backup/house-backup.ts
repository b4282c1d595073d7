import { checkSync, type DeviceId } from '@hearth/contracts';
import { backoffMs } from '../live/backoff.ts';
import { renewSession } from '../session/renew-session.ts';
import { request } from '../session/request.ts';
import type { SignedIn } from '../session/use-session.ts';
import { Backup } from './backup.ts';
import { ownerOf } from './backup-reminder.ts';
import { mayLieAnywhere, type BackupItem } from './backup-item.ts';
import { createBackupStore } from './backup-store.ts';
import { hearSignOuts, runningBackups } from './forget-backups.ts';
import { hashFile } from './hash-file.ts';
import { giveUpUpload, sendFile } from './send-file.ts';

const LONGEST_PAUSE_MS = 6_000;

hearSignOuts();

/** The backup of whoever is signed in. It lives as long as the page, whatever is shown meanwhile. */
export function findBackup(signedIn: SignedIn): Backup {
  const owner = ownerOf(signedIn);
  const backup = runningBackups.get(owner) ?? createBackup(signedIn.deviceId);
  if (!runningBackups.has(owner)) {
    runningBackups.set(owner, backup);
    void inOneTab(() => backup.load(owner));
  }
  return backup;
}

function createBackup(deviceId: DeviceId | null): Backup {
  return new Backup({
    store: createBackupStore(),
    hash: hashFile,
    findKnown: (items) => findKnown(deviceId, items),
    send: (item, file, attempt) => sendFile(item, file, { ...attempt, deviceId }),
    giveUp: giveUpUpload,
    renew: () => renewSession(Date.now()),
    pause: (attempt) => waitOrOnline(Math.min(LONGEST_PAUSE_MS, backoffMs(attempt))),
  });
}

/**
 * Who has no paired device is told by the hub after sending. So is who chose a folder: there the file is to lie, whatever the hub has
 * elsewhere.
 */
async function findKnown(deviceId: DeviceId | null, items: readonly BackupItem[]): Promise<boolean[]> {
  const askable = items.filter(mayLieAnywhere);
  if (deviceId === null || askable.length === 0) return items.map(() => false);
  const { files } = await request(checkSync, {
    params: { deviceId },
    body: {
      files: askable.map(({ name, sizeBytes, sha256, modifiedAt }) => ({
        name,
        sizeBytes,
        sha256,
        modifiedAt,
      })),
    },
  });
  const known = new Set(askable.filter((_, index) => files[index]?.here === true));
  return items.map((item) => known.has(item));
}

function waitOrOnline(ms: number): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      window.removeEventListener('online', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    window.addEventListener('online', end);
  });
}

/** What is kept is taken up by one tab alone: two would send the same files. It holds on until it is closed. */
async function inOneTab(work: () => Promise<void>): Promise<void> {
  if (!('locks' in navigator)) return work();
  await navigator.locks.request('hearth-backup', async () => {
    await work();
    return new Promise(() => undefined);
  });
}
