import { addUser, type Role } from '@hearth/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { RadioCards } from '../design/RadioCards.tsx';
import { Sheet } from '../design/Sheet.tsx';
import { request } from '../session/request.ts';
import { NewPasswordField } from './NewPasswordField.tsx';
import { PEOPLE_KEY, ROLE_OPTIONS } from './use-people.ts';

export function AddPerson({ onClose }: { readonly onClose: () => void }) {
  const client = useQueryClient();
  const [role, setRole] = useState<Role>('viewer');
  const add = useMutation({
    mutationFn: (form: FormData) =>
      request(addUser, {
        body: { username: String(form.get('username')), password: String(form.get('password')), role },
      }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: PEOPLE_KEY });
      onClose();
    },
  });
  return (
    <Sheet title="Add somebody" onClose={onClose}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          add.mutate(new FormData(event.currentTarget));
        }}
      >
        <label className="label">
          Name
          <input
            className="field"
            name="username"
            maxLength={100}
            autoComplete="off"
            autoCapitalize="none"
            required
          />
        </label>
        <NewPasswordField label="Password" name="password" />
        <RadioCards legend="Role" name="role" options={ROLE_OPTIONS} value={role} onChange={setRole} />
        {add.isError && (
          <p className="complaint" role="alert">
            {add.error.message}
          </p>
        )}
        <div className="choices">
          <button type="button" className="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className="button button-primary" disabled={add.isPending}>
            {add.isPending ? 'Adding…' : 'Add'}
          </button>
        </div>
      </form>
    </Sheet>
  );
}
