import { changePrivacy, type UserId } from '@hearth/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId } from 'react';
import { Complaint } from '../design/Complaint.tsx';
import { request } from '../session/request.ts';
import { privacyKey } from './privacy-key.ts';
import styles from './PrivacyPage.module.css';

interface NameSwitchProps {
  readonly id: UserId;
  /** Of somebody else. */
  readonly name: string | undefined;
  readonly isNamed: boolean;
}

/** Whether somebody is counted by name from now on. */
export function NameSwitch({ id, name, isNamed }: NameSwitchProps) {
  const client = useQueryClient();
  const hintId = useId();
  const change = useMutation({
    mutationFn: (wanted: boolean) => request(changePrivacy, { params: { id }, body: { isNamed: wanted } }),
    onSettled: () => client.invalidateQueries({ queryKey: privacyKey(id) }),
  });
  const shown = change.isPending ? change.variables : isNamed;
  return (
    <section className="panel" aria-labelledby="from-now-on">
      <h2 id="from-now-on">From now on</h2>
      <label className={styles.switch}>
        <input
          type="checkbox"
          checked={!shown}
          disabled={change.isPending}
          aria-describedby={hintId}
          onChange={({ target }) => change.mutate(!target.checked)}
        />
        Count {name ?? 'me'} without a name
      </label>
      <p id={hintId} className="hint">
        What {name ?? 'you'} {name ? 'watches' : 'watch'} counts as somebody’s. It can’t be shown later as{' '}
        {name ? 'theirs' : 'yours'}, not even to {name ? 'them' : 'you'}.
      </p>
      <Complaint error={change.error} />
      {change.isSuccess && (
        <p className="hint" role="status">
          {isNamed ? 'Counted by name again.' : 'From now on without a name.'}
        </p>
      )}
    </section>
  );
}
