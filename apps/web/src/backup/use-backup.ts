import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { useSignedIn } from '../session/use-session.ts';
import { ownerOf, rememberBackup } from './backup-reminder.ts';
import { sumUp } from './backup-progress.ts';
import { findBackup } from './house-backup.ts';

/** The backup of whoever is signed in, as it stands. */
export function useBackup() {
  const signedIn = useSignedIn();
  const backup = findBackup(signedIn);
  const snapshot = useSyncExternalStore(backup.subscribe, backup.getSnapshot);
  const totals = useMemo(() => sumUp(snapshot.items, snapshot.sent), [snapshot]);
  const isFinished = totals.isFinished;
  const hasItems = snapshot.items.length > 0;
  const owner = ownerOf(signedIn);
  useEffect(() => {
    if (hasItems) rememberBackup(owner, isFinished);
  }, [owner, hasItems, isFinished]);
  return { backup, snapshot, totals, owner };
}
