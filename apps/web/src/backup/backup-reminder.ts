import type { SignedIn } from '../session/use-session.ts';

/** Whose backup is not finished, so that the next page, wherever it opens, takes it up. */
const KEY = 'hearth.unfinished-backup';

export function ownerOf({ id, deviceId }: Pick<SignedIn, 'id' | 'deviceId'>): string {
  return deviceId ?? id;
}

export function isBackupUnfinished(owner: string): boolean {
  return localStorage.getItem(KEY) === owner;
}

export function rememberBackup(owner: string, isFinished: boolean): void {
  if (!isFinished) localStorage.setItem(KEY, owner);
  else if (isBackupUnfinished(owner)) localStorage.removeItem(KEY);
}

export function forgetUnfinishedBackup(): void {
  localStorage.removeItem(KEY);
}
