import { shareWithDevice, type Device, type FileSummary } from '@hearth/contracts';
import { useMutation } from '@tanstack/react-query';
import { Check, Smartphone } from 'lucide-react';
import { Complaint } from '../design/Complaint.tsx';
import { useDevices } from '../devices/use-devices.ts';
import { Sheet } from '../design/Sheet.tsx';
import { request } from '../session/request.ts';
import { useSignedIn } from '../session/use-session.ts';

interface SendToDeviceProps {
  readonly files: readonly FileSummary[];
  readonly onClose: () => void;
}

/** Lays files out for a phone, which finds them on its backup page. */
export function SendToDevice({ files, onClose }: SendToDeviceProps) {
  const devices = useDevices();
  const { deviceId } = useSignedIn();
  const others = devices.data?.items.filter(({ current, signedOutAt }) => !current && signedOutAt === null);
  return (
    <Sheet title="Send to a device" onClose={onClose}>
      <div className="form">
        {!others && <Complaint error={devices.error} />}
        {devices.isPending && <p className="hint">Looking for devices…</p>}
        {others?.length === 0 && (
          <p className="hint">
            {deviceId === null
              ? 'No other device is paired yet.'
              : 'A paired device doesn’t see the others. Sign in with your password on a computer to send from there.'}
          </p>
        )}
        <ul className="plain-list">
          {others?.map((device) => (
            <Recipient key={device.id} device={device} files={files} />
          ))}
        </ul>
        <p className="hint">It waits there under “Phone backup” until somebody takes it.</p>
        <div className="choices">
          <button type="button" className="button" onClick={onClose}>
            Done
          </button>
        </div>
      </div>
    </Sheet>
  );
}

interface RecipientProps {
  readonly device: Device;
  readonly files: readonly FileSummary[];
}

function Recipient({ device, files }: RecipientProps) {
  const send = useMutation({
    mutationFn: () =>
      request(shareWithDevice, {
        params: { deviceId: device.id },
        body: { fileIds: files.map(({ id }) => id) },
      }),
  });
  const Icon = send.isSuccess ? Check : Smartphone;
  return (
    <li>
      <button
        type="button"
        className="button"
        disabled={send.isPending || send.isSuccess}
        onClick={() => send.mutate()}
      >
        <Icon size={18} aria-hidden />
        {send.isSuccess ? `Laid out for ${device.name}` : device.name}
      </button>
      {send.isError && (
        <p className="hint" role="alert">
          {send.error.message}
        </p>
      )}
    </li>
  );
}
