import { useEffect } from 'react';
import { useSignedIn } from '../session/use-session.ts';
import { isBackupUnfinished, ownerOf } from './backup-reminder.ts';

/** Takes up a backup that an earlier page left unfinished, whatever this page shows. */
export function useUnfinishedBackup(): void {
  const signedIn = useSignedIn();
  useEffect(() => {
    if (!isBackupUnfinished(ownerOf(signedIn))) return;
    import('./house-backup.ts').then(
      ({ findBackup }) => findBackup(signedIn),
      () => undefined, // The hub is away; the backup page loads it again.
    );
  }, [signedIn]);
}
