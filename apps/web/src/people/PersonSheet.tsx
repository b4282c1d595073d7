import { changeUser, removeUser, type Person } from '@hearth/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { History, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { Complaint } from '../design/Complaint.tsx';
import { Confirm } from '../design/Confirm.tsx';
import { RadioCards } from '../design/RadioCards.tsx';
import { Sheet } from '../design/Sheet.tsx';
import { SheetForm } from '../design/SheetForm.tsx';
import { request } from '../session/request.ts';
import { checkSession } from '../session/use-session.ts';
import { NewPasswordField } from './NewPasswordField.tsx';
import styles from './PersonSheet.module.css';
import { QuotaField, readQuota } from './QuotaField.tsx';
import { SessionList } from './SessionList.tsx';
import { PEOPLE_KEY, ROLE_OPTIONS, SESSIONS_KEY } from './use-people.ts';

interface PersonSheetProps {
  readonly person: Person;
  readonly isSelf: boolean;
  readonly onClose: () => void;
}

/** A person's name and role, a new password, where they are signed in, and the way out. */
export function PersonSheet({ person, isSelf, onClose }: PersonSheetProps) {
  const client = useQueryClient();
  const params = { id: person.id };
  const [role, setRole] = useState(person.role);
  const [isRemoving, setRemoving] = useState(false);
  const refetch = async () => {
    await Promise.all([PEOPLE_KEY, SESSIONS_KEY].map((queryKey) => client.invalidateQueries({ queryKey })));
    if (isSelf) await checkSession(client);
  };
  const change = useMutation({
    mutationFn: (form: FormData) =>
      request(changeUser, {
        params,
        body: { username: String(form.get('username')), role, quotaBytes: readQuota(form) },
      }),
    onSuccess: async () => {
      await refetch();
      onClose();
    },
  });
  const reset = useMutation({
    mutationFn: (form: FormData) =>
      request(changeUser, { params, body: { password: String(form.get('newPassword')) } }),
    onSuccess: refetch,
  });
  const remove = useMutation({
    mutationFn: () => request(removeUser, { params }),
    onSuccess: async () => {
      await refetch();
      onClose();
    },
  });
  return (
    <Sheet title={person.username} onClose={onClose}>
      <SheetForm
        action="Save"
        isPending={change.isPending}
        error={change.error}
        onSubmit={change.mutate}
        onClose={onClose}
      >
        <label className="label">
          Name
          <input className="field" name="username" defaultValue={person.username} maxLength={100} required />
        </label>
        <RadioCards legend="Role" name="role" options={ROLE_OPTIONS} value={role} onChange={setRole} />
        <QuotaField quotaBytes={person.quotaBytes} />
      </SheetForm>

      {!isSelf && (
        <form
          className={`form ${styles.part}`}
          onSubmit={(event) => {
            event.preventDefault();
            reset.mutate(new FormData(event.currentTarget));
            event.currentTarget.reset();
          }}
        >
          <NewPasswordField label="New password" name="newPassword" />
          <Complaint error={reset.error} />
          {reset.isSuccess && (
            <p className="hint" role="status">
              The new password holds, and {person.username} was signed out everywhere.
            </p>
          )}
          <div className="choices">
            <button type="submit" className="button" disabled={reset.isPending}>
              Set this password
            </button>
          </div>
        </form>
      )}

      <div className={`choices ${styles.part}`}>
        <Link className="button" href={`/insight/people/${person.id}`}>
          <History size={18} aria-hidden />
          What was watched
        </Link>
      </div>

      <section className={`form ${styles.part}`} aria-label={`Where ${person.username} is signed in`}>
        <h3>Signed in</h3>
        <SessionList userId={person.id} />
      </section>

      {!isSelf && (
        <div className={`choices ${styles.part}`}>
          <button
            type="button"
            className="button button-danger"
            aria-label={`Remove ${person.username}`}
            onClick={() => setRemoving(true)}
          >
            <Trash2 size={18} aria-hidden />
            Remove
          </button>
        </div>
      )}
      {isRemoving && (
        <Confirm
          title={`Remove ${person.username}?`}
          action="Remove"
          isPending={remove.isPending}
          error={remove.error}
          onConfirm={() => remove.mutate()}
          onClose={() => setRemoving(false)}
        >
          They are signed out within a second, and so are their phones. What they added stays in the library.
        </Confirm>
      )}
    </Sheet>
  );
}
