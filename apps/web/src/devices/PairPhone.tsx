import { type DeviceRole } from '@hearth/contracts';
import { useState } from 'react';
import { RadioCards } from '../design/RadioCards.tsx';
import { Sheet } from '../design/Sheet.tsx';
import { useNow } from '../design/use-now.ts';
import { JoinedPhone } from './JoinedPhone.tsx';
import styles from './PairPhone.module.css';
import { spellCode, timeLeft } from './renew-invitation.ts';
import { DEVICE_ROLE_OPTIONS, useJoinedDevices } from './use-devices.ts';
import { useInvitation, withdraw, type Invitation } from './use-invitation.ts';

/** A code for a phone's camera; once the phone has joined, the phone. */
export function PairPhone({ onClose }: { readonly onClose: () => void }) {
  const [role, setRole] = useState<DeviceRole>('editor');
  const [isDone, setDone] = useState(false);
  const { invitation, shown } = useInvitation(role, !isDone);
  const joined = useJoinedDevices().findLast(({ pairingId }) => shown.has(pairingId));
  if (joined && !isDone) setDone(true);
  return (
    <Sheet title={joined ? 'A phone has joined' : 'Pair a phone'} onClose={onClose}>
      {joined ? (
        <JoinedPhone device={joined} onClose={onClose} />
      ) : (
        <div className="form">
          <RadioCards
            legend="The phone may"
            name="role"
            options={DEVICE_ROLE_OPTIONS}
            value={role}
            onChange={(next) => {
              if (invitation.data) withdraw(invitation.data);
              setRole(next);
            }}
          />
          {invitation.data ? (
            <Code invitation={invitation.data} />
          ) : invitation.isError ? (
            <div className="complaint" role="alert">
              <p>No code came: {invitation.error.message}</p>
              <button type="button" className="button" onClick={() => void invitation.refetch()}>
                Try again
              </button>
            </div>
          ) : (
            <div className={styles.waiting} role="status" aria-busy="true" aria-label="Making a code" />
          )}
          <div className="choices">
            <button type="button" className="button" onClick={onClose}>
              Close
            </button>
          </div>
        </div>
      )}
    </Sheet>
  );
}

function Code({ invitation }: { readonly invitation: Invitation }) {
  const now = useNow();
  const { origin } = new URL(invitation.pairingUrl);
  return (
    <div className={styles.code}>
      <img
        className={styles.qr}
        src={`data:image/svg+xml,${encodeURIComponent(invitation.qrSvg)}`}
        alt="Code to scan with the phone’s camera"
      />
      <p>Point the phone’s camera here. It must be on the home network.</p>
      <div className={styles.typed}>
        <p className="hint">
          Can’t scan? Open <strong className={styles.address}>{`${origin}/pair`}</strong> on the phone and
          type
        </p>
        <p className={`${styles.digits} figures`} aria-label={`Code ${[...invitation.code].join(' ')}`}>
          {spellCode(invitation.code)}
        </p>
        <p className="hint figures" role="timer">
          A new one comes in {timeLeft(invitation.codeExpiresAt, now)}
        </p>
      </div>
    </div>
  );
}
