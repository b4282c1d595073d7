import { changePassword } from '@hearth/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Complaint } from '../design/Complaint.tsx';
import { request } from '../session/request.ts';
import { NewPasswordField } from './NewPasswordField.tsx';
import { SESSIONS_KEY } from './use-people.ts';

export function ChangePassword() {
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: (form: HTMLFormElement) => {
      const values = new FormData(form);
      return request(changePassword, {
        body: {
          currentPassword: String(values.get('currentPassword')),
          newPassword: String(values.get('newPassword')),
        },
      });
    },
    onSuccess: (_, form) => {
      form.reset();
      return client.invalidateQueries({ queryKey: SESSIONS_KEY });
    },
  });
  return (
    <form
      className="panel"
      aria-labelledby="password"
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate(event.currentTarget);
      }}
    >
      <h2 id="password">Change your password</h2>
      <label className="label">
        Current password
        <input
          className="field"
          name="currentPassword"
          type="password"
          autoComplete="current-password"
          required
        />
      </label>
      <NewPasswordField label="New password" name="newPassword" />
      <p className="hint">
        You stay signed in here. Everywhere else you are signed out, on paired phones as well.
      </p>
      <Complaint error={change.error} />
      {change.isSuccess && (
        <p className="hint" role="status">
          Your new password holds from now on.
        </p>
      )}
      <div className="choices">
        <button type="submit" className="button button-primary" disabled={change.isPending}>
          {change.isPending ? 'Changing…' : 'Change it'}
        </button>
      </div>
    </form>
  );
}
