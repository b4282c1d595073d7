import type { inspectPairing, OutputOf } from '@hearth/contracts';
import { Eye, Lock, UserRound } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { SignedIn } from '../session/use-session.ts';
import styles from './JoinForm.module.css';
import { findDeviceName } from '../devices/name-device.ts';
import type { InvitationSecret } from './read-invitation.ts';
import { describeRefusal } from './refusals.ts';
import { Refused } from './Refused.tsx';
import { useJoin } from './use-join.ts';

interface JoinFormProps {
  readonly secret: InvitationSecret;
  readonly invitation: OutputOf<typeof inspectPairing>;
  readonly signedIn: SignedIn | undefined;
  readonly onTypeCode: () => void;
}

const ROLE_WORDS = {
  viewer: 'This device may browse, watch and download.',
  editor: 'This device may browse, watch and download, and back its photos up.',
} as const;

/** What one joins, over which connection; a name, and one button. */
export function JoinForm({ secret, invitation, signedIn, onTypeCode }: JoinFormProps) {
  const join = useJoin(secret);
  const name = useRef<HTMLInputElement>(null);
  const { label } = invitation;
  useEffect(() => {
    void findDeviceName().then((found) => {
      if (name.current?.value === '') name.current.value = label ?? found;
    });
  }, [label]);
  if (join.isError) {
    const refusal = describeRefusal(join.error);
    return <Refused refusal={refusal} onTypeCode={onTypeCode} onRetry={() => join.reset()} />;
  }
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        join.mutate(String(new FormData(event.currentTarget).get('deviceName')));
      }}
    >
      <img className={styles.mark} src="/icon.svg" alt="" />
      <h1 className={styles.title}>Join {invitation.hubName}</h1>
      <ul className={styles.facts}>
        <li>
          <UserRound size={18} aria-hidden />
          <span>
            <strong>{invitation.invitedBy}</strong> invites you.
          </span>
        </li>
        <li>
          <Eye size={18} aria-hidden />
          <span>{ROLE_WORDS[invitation.role]}</span>
        </li>
        <li>
          <Lock size={18} aria-hidden />
          <span>
            Encrypted (HTTPS), straight to <strong>{location.host}</strong>
          </span>
        </li>
      </ul>
      {signedIn && (
        <p className={styles.lead}>
          You are signed in as {signedIn.username} here. Joining takes the place of that.
        </p>
      )}
      <label className="label">
        Name of this device
        <input ref={name} className="field" name="deviceName" maxLength={100} autoComplete="off" required />
      </label>
      <button
        type="submit"
        className={`button button-primary ${styles.submit}`}
        disabled={join.isPending || join.isSuccess}
      >
        {join.isPending ? 'Joining…' : 'Join'}
      </button>
    </form>
  );
}
