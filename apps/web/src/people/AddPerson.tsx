import { addUser, type Role } from '@hearth/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { RadioCards } from '../design/RadioCards.tsx';
import { Sheet } from '../design/Sheet.tsx';
import { SheetForm } from '../design/SheetForm.tsx';
import { request } from '../session/request.ts';
import { NewPasswordField } from './NewPasswordField.tsx';
import { QuotaField, readQuota } from './QuotaField.tsx';
import { PEOPLE_KEY, ROLE_OPTIONS } from './use-people.ts';

export function AddPerson({ onClose }: { readonly onClose: () => void }) {
  const client = useQueryClient();
  const [role, setRole] = useState<Role>('viewer');
  const add = useMutation({
    mutationFn: (form: FormData) =>
      request(addUser, {
        body: {
          username: String(form.get('username')),
          password: String(form.get('password')),
          role,
          quotaBytes: readQuota(form),
        },
      }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: PEOPLE_KEY });
      onClose();
    },
  });
  return (
    <Sheet title="Add somebody" onClose={onClose}>
      <SheetForm
        action={add.isPending ? 'Adding…' : 'Add'}
        isPending={add.isPending}
        error={add.error}
        onSubmit={add.mutate}
        onClose={onClose}
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
        <QuotaField quotaBytes={null} />
      </SheetForm>
    </Sheet>
  );
}
