import { forgetDevice } from '@hearth/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Smartphone, Undo2 } from 'lucide-react';
import { Complaint } from '../design/Complaint.tsx';
import { request } from '../session/request.ts';
import { useSignedIn } from '../session/use-session.ts';
import styles from './JoinedPhone.module.css';
import { DEVICE_ROLE_WORDS, DEVICES_KEY, type JoinedDevice } from './use-devices.ts';

interface JoinedPhoneProps {
  readonly device: JoinedDevice;
  readonly onClose: () => void;
}

/** Who has just come in; and out again with a touch, if it was not whom one meant. */
export function JoinedPhone({ device, onClose }: JoinedPhoneProps) {
  const client = useQueryClient();
  // A paired device invites others, but throws none out.
  const mayUndo = useSignedIn().deviceId === null;
  const undo = useMutation({
    mutationFn: () => request(forgetDevice, { params: { deviceId: device.deviceId } }),
    onSuccess: () => client.invalidateQueries({ queryKey: DEVICES_KEY }),
  });
  return (
    <div className="form">
      <div className={styles.joined} role="status">
        <span className={styles.icon} data-gone={undo.isSuccess}>
          <Smartphone size={34} aria-hidden />
        </span>
        <p className={styles.name}>
          {undo.isSuccess ? `${device.name} is out again.` : `${device.name} joined.`}
        </p>
        {!undo.isSuccess && device.role !== 'admin' && (
          <p className="hint">It may {DEVICE_ROLE_WORDS[device.role].name.toLowerCase()}.</p>
        )}
      </div>
      <Complaint error={undo.error} />
      <div className="choices">
        {mayUndo && !undo.isSuccess && (
          <button type="button" className="button" disabled={undo.isPending} onClick={() => undo.mutate()}>
            <Undo2 size={18} aria-hidden />
            Undo
          </button>
        )}
        <button type="button" className="button button-primary" onClick={onClose}>
          Done
        </button>
      </div>
    </div>
  );
}
