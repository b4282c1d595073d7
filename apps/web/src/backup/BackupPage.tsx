import { hasRole } from '@hearth/contracts';
import { Lock } from 'lucide-react';
import { useState } from 'react';
import { useScrollMemory } from '../page/use-scroll-memory.ts';
import { Face } from '../design/Face.tsx';
import { Page } from '../design/Page.tsx';
import { useSignedIn } from '../session/use-session.ts';
import { BackupList } from './BackupList.tsx';
import { BackupProgress } from './BackupProgress.tsx';
import { FilePicker } from './FilePicker.tsx';
import { LastSynced } from './LastSynced.tsx';
import { OfferPairing } from './OfferPairing.tsx';
import { SharedWithDevice } from './SharedWithDevice.tsx';
import { SharedFiles } from './SharedFiles.tsx';
import { toItems } from './to-items.ts';
import { useBackup } from './use-backup.ts';
import { useWakeLock } from './use-wake-lock.ts';
import { DEFAULT_FOLDER } from './default-folder.ts';

export default function BackupPage() {
  const { role, deviceId } = useSignedIn();
  useScrollMemory('backup');
  const maySend = hasRole(role, 'editor');
  return (
    <Page title="Phone backup" isPlace={maySend && deviceId !== null}>
      {!maySend && <SharedFiles />}
      {maySend ? (
        <Sending isPaired={deviceId !== null} />
      ) : deviceId !== null ? (
        <Face icon={Lock} title="This device may look, but not add">
          <p>Whoever paired it can change that: on the hub, under Devices, let it “Look and add”.</p>
        </Face>
      ) : (
        <Face icon={Lock} title="Backup is for editors">
          <p>Whoever looks after this hub can give you that role.</p>
        </Face>
      )}
      {deviceId !== null && <SharedWithDevice deviceId={deviceId} />}
    </Page>
  );
}

/** Picking, and how far it is. */
function Sending({ isPaired }: { readonly isPaired: boolean }) {
  const { backup, snapshot, totals, owner } = useBackup();
  const [folder, setFolder] = useState(DEFAULT_FOLDER);
  const add = (files: readonly File[]) => {
    const items = toItems(
      files,
      { owner, folder: isPaired ? undefined : folder },
      backup.getSnapshot().items,
    );
    void backup.add(items);
  };
  useWakeLock(!totals.isFinished && !snapshot.isPaused);
  const hasItems = snapshot.items.length > 0;
  return (
    <>
      <SharedFiles onSend={add} />
      {isPaired ? <LastSynced /> : <OfferPairing />}
      {hasItems && <BackupProgress backup={backup} snapshot={snapshot} totals={totals} />}
      <FilePicker
        isFirst={!hasItems}
        folder={isPaired ? undefined : folder}
        onFolder={setFolder}
        onFiles={add}
      />
      {hasItems && <BackupList backup={backup} snapshot={snapshot} />}
    </>
  );
}
