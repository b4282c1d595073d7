import type { Backup } from './backup.ts';
import { forgetUnfinishedBackup } from './backup-reminder.ts';
import { createBackupStore } from './backup-store.ts';
import { forgetSharedFiles } from './shared-files.ts';

/** By whose they are. They live as long as the page. */
export const runningBackups = new Map<string, Backup>();

const SIGN_OUTS = 'hearth-sign-outs';

/** Photos that did not make it home, and what was shared: the next person must not find them on this device. */
export async function forgetBackups(): Promise<void> {
  forgetUnfinishedBackup();
  await forgetSharedFiles();
  tellOtherTabs();
  try {
    await forgetRunning();
    await createBackupStore().clear();
  } catch {
    // Where nothing is kept there is nothing to forget.
  }
}

/** Has this tab forget what it is backing up when somebody signs out in another one: else it would be kept again. */
export function hearSignOuts(): BroadcastChannel {
  const channel = new BroadcastChannel(SIGN_OUTS);
  channel.onmessage = () => void forgetRunning().catch(() => undefined);
  return channel;
}

function tellOtherTabs(): void {
  const channel = new BroadcastChannel(SIGN_OUTS);
  channel.postMessage('signed out');
  channel.close();
}

async function forgetRunning(): Promise<void> {
  for (const backup of runningBackups.values()) await backup.forget();
}
