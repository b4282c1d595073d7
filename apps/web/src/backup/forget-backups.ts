import type { Backup } from './backup.ts';
import { forgetUnfinishedBackup } from './backup-reminder.ts';
import { createBackupStore } from './backup-store.ts';
import { forgetSharedFiles } from './shared-files.ts';

/** By whose they are. They live as long as the page. */
export const runningBackups = new Map<string, Backup>();

/** Photos that did not make it home, and what was shared: the next person must not find them on this device. */
export async function forgetBackups(): Promise<void> {
  forgetUnfinishedBackup();
  await forgetSharedFiles();
  try {
    for (const backup of runningBackups.values()) await backup.forget();
    await createBackupStore().clear();
  } catch {
    // Where nothing is kept there is nothing to forget.
  }
}
