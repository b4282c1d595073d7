import { changeDevice, forgetDevice, revokeDevice, wakeDevice, type Device } from '@hearth/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { History, LogOut, Power, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { Confirm } from '../design/Confirm.tsx';
import { RadioCards } from '../design/RadioCards.tsx';
import { Sheet } from '../design/Sheet.tsx';
import { SheetForm } from '../design/SheetForm.tsx';
import { request } from '../session/request.ts';
import styles from './DeviceSheet.module.css';
import { DEVICE_ROLE_OPTIONS, DEVICES_KEY, useDevices } from './use-devices.ts';

interface DeviceSheetProps {
  readonly device: Device;
  readonly onClose: () => void;
}

const NO_MAC_ADDRESS = 'That is no network address: it has six pairs of characters, like 3c:22:fb:01:02:03.';

/** Everything that can be done with a device. One that looks at itself gives itself no role and stays on the list. */
export function DeviceSheet({ device, onClose }: DeviceSheetProps) {
  const client = useQueryClient();
  const params = { deviceId: device.id };
  const [role, setRole] = useState(device.role);
  const [asking, setAsking] = useState<'sign-out' | 'forget'>();
  const refetch = () => client.invalidateQueries({ queryKey: DEVICES_KEY });
  const finish = async () => {
    await refetch();
    onClose();
  };
  const change = useMutation({
    mutationFn: (form: FormData) => {
      const mac = String(form.get('macAddress') ?? '').trim();
      const macAddress = mac === '' ? null : mac;
      if (!changeDevice.body.safeParse({ macAddress }).success) throw new Error(NO_MAC_ADDRESS);
      const name = String(form.get('name'));
      const body = device.current ? { name, macAddress } : { name, role, macAddress };
      return request(changeDevice, { params, body });
    },
    onSuccess: finish,
  });
  const wake = useMutation({ mutationFn: () => request(wakeDevice, { body: { deviceId: device.id } }) });
  const [invitedToo, setInvitedToo] = useState(true);
  const invited = (useDevices().data?.items ?? []).filter(
    ({ invitedBy, signedOutAt }) => invitedBy?.id === device.id && signedOutAt === null,
  );
  const signOut = useMutation({
    mutationFn: () =>
      request(revokeDevice, { params, body: { invitedToo: invitedToo && invited.length > 0 } }),
    onSuccess: finish,
  });
  const forget = useMutation({ mutationFn: () => request(forgetDevice, { params }), onSuccess: finish });
  const problem = change.error ?? wake.error;

  return (
    <Sheet title={device.name} onClose={onClose}>
      <SheetForm
        action="Save"
        isPending={change.isPending}
        error={problem}
        onSubmit={change.mutate}
        onClose={onClose}
      >
        <label className="label">
          Name
          <input className="field" name="name" defaultValue={device.name} maxLength={100} required />
        </label>
        {!device.current && (
          <RadioCards
            legend="It may"
            name="role"
            options={DEVICE_ROLE_OPTIONS}
            value={role}
            onChange={setRole}
          />
        )}
        <details className={styles.wake}>
          <summary>Wake it over the network</summary>
          <label className="label">
            Network address (MAC)
            <input
              className="field"
              name="macAddress"
              defaultValue={device.macAddress ?? ''}
              placeholder="like 3c:22:fb:01:02:03"
              autoCapitalize="none"
              spellCheck={false}
            />
          </label>
          <p className="hint">For computers with Wake-on-LAN switched on. Phones don’t listen.</p>
          {device.macAddress !== null && (
            <button type="button" className="button" disabled={wake.isPending} onClick={() => wake.mutate()}>
              <Power size={18} aria-hidden />
              Wake it now
            </button>
          )}
          {wake.isSuccess && (
            <p className="hint" role="status">
              The call went out. Give it half a minute.
            </p>
          )}
        </details>
      </SheetForm>
      <div className={styles.ways}>
        <Link className="button" href={`/insight/devices/${device.id}`}>
          <History size={18} aria-hidden />
          What was watched
        </Link>
        {device.signedOutAt === null && (
          <button type="button" className="button" onClick={() => setAsking('sign-out')}>
            <LogOut size={18} aria-hidden />
            Sign out
          </button>
        )}
        {!device.current && (
          <button type="button" className="button button-danger" onClick={() => setAsking('forget')}>
            <Trash2 size={18} aria-hidden />
            Forget
          </button>
        )}
      </div>
      {asking === 'sign-out' && (
        <Confirm
          title={`Sign ${device.name} out?`}
          action="Sign it out"
          isPending={signOut.isPending}
          error={signOut.error}
          onConfirm={() => signOut.mutate()}
          onClose={() => setAsking(undefined)}
        >
          It is out within a second and needs a new code to come back. It stays on this list, and so do its
          files.
          {invited.length > 0 && (
            <label className={styles.invited}>
              <input
                type="checkbox"
                checked={invitedToo}
                onChange={(event) => setInvitedToo(event.target.checked)}
              />
              Also sign out what it let in: {invited.map(({ name }) => name).join(', ')}
            </label>
          )}
        </Confirm>
      )}
      {asking === 'forget' && (
        <Confirm
          title={`Forget ${device.name}?`}
          action="Forget it"
          isPending={forget.isPending}
          error={forget.error}
          onConfirm={() => forget.mutate()}
          onClose={() => setAsking(undefined)}
        >
          It is signed out and leaves this list. The files that it brought stay in the library.
        </Confirm>
      )}
    </Sheet>
  );
}
