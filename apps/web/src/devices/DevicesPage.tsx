import { hasRole, type Device } from '@hearth/contracts';
import { Lock, QrCode, Smartphone } from 'lucide-react';
import { useState } from 'react';
import { PageSkeleton } from '../page/PageSkeleton.tsx';
import { useScrollMemory } from '../page/use-scroll-memory.ts';
import { Face } from '../design/Face.tsx';
import { Page } from '../design/Page.tsx';
import { ProblemFace } from '../design/ProblemFace.tsx';
import { useSignedIn } from '../session/use-session.ts';
import { AppPasswords } from './AppPasswords.tsx';
import { DeviceCard } from './DeviceCard.tsx';
import { DeviceSheet } from './DeviceSheet.tsx';
import { PairPhone } from './PairPhone.tsx';
import { useDevices } from './use-devices.ts';

/** Every paired device, what it brought, and a way to throw it out. */
export default function DevicesPage() {
  const { id: ownId, role, deviceId } = useSignedIn();
  const mayPair = hasRole(role, 'editor');
  const devices = useDevices({ isEnabled: mayPair });
  const [isPairing, setPairing] = useState(false);
  const [openId, setOpenId] = useState<Device['id']>();
  useScrollMemory('devices');
  if (!mayPair) {
    return (
      <Page title="Devices">
        <Face icon={Lock} title="Pairing is for editors">
          <p>Whoever looks after this hub can give you that role.</p>
        </Face>
        <AppPasswords ownId={ownId} mayChange={deviceId === null} />
      </Page>
    );
  }
  const open = devices.data?.items.find(({ id }) => id === openId);
  const pairButton = (
    <button type="button" className="button button-primary" onClick={() => setPairing(true)}>
      <QrCode size={18} aria-hidden />
      Pair a phone
    </button>
  );
  return (
    <Page title="Devices" action={pairButton}>
      {devices.data === undefined && devices.isError && (
        <ProblemFace error={devices.error} onRetry={() => void devices.refetch()} />
      )}
      {devices.isPending && <PageSkeleton />}
      {devices.data?.items.length === 0 && (
        <Face icon={Smartphone} title="No device is paired yet">
          <p>
            Scan a code with a phone, and it is in: no password to type. Its photos can come home from then
            on.
          </p>
        </Face>
      )}
      {devices.data !== undefined && devices.data.items.length > 0 && (
        <ul className="plain-list" aria-label="Paired devices">
          {devices.data.items.map((device) => (
            <DeviceCard
              key={device.id}
              device={device}
              showsOwner={device.owner.id !== ownId}
              onOpen={() => setOpenId(device.id)}
            />
          ))}
        </ul>
      )}
      {deviceId !== null && (
        <p className="hint">
          A paired device shows itself alone. Sign in with your password on a computer to look after the
          others.
        </p>
      )}
      <AppPasswords ownId={ownId} mayChange={deviceId === null} />
      {open && <DeviceSheet key={open.id} device={open} onClose={() => setOpenId(undefined)} />}
      {isPairing && <PairPhone onClose={() => setPairing(false)} />}
    </Page>
  );
}
