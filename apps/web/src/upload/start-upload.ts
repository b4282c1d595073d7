import { toItems } from '../backup/to-items.ts';
import { ownerOf, rememberBackup } from '../backup/backup-reminder.ts';
import { findBackup } from '../backup/house-backup.ts';
import { joinPath } from '../files/folder-path.ts';
import type { SignedIn } from '../session/use-session.ts';
import type { PickedFile } from './read-drop.ts';

/** Sends files into a folder of the library, with the folders they came in, by the engine of the phone's backup. */
export async function startUpload(
  signedIn: SignedIn,
  picked: readonly PickedFile[],
  into: string,
): Promise<void> {
  const backup = findBackup(signedIn);
  const owner = ownerOf(signedIn);
  const byFolder = Map.groupBy(picked, ({ folder }) => (folder === '' ? into : joinPath(into, folder)));
  for (const [folder, ofFolder] of byFolder) {
    const files = ofFolder.map(({ file }) => file);
    rememberBackup(owner, false);
    await backup.add(toItems(files, { owner, folder }, backup.getSnapshot().items));
  }
}
