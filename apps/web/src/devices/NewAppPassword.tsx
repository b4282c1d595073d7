import { addAppPassword, type NewAppPassword as Made } from '@hearth/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { Sheet } from '../design/Sheet.tsx';
import { SheetForm } from '../design/SheetForm.tsx';
import { showNotice } from '../notices/notices.ts';
import { request } from '../session/request.ts';
import styles from './AppPasswords.module.css';
import { DriveAddress } from './DriveAddress.tsx';
import { APP_PASSWORDS_KEY } from './use-app-passwords.ts';

/** Makes one, and shows it once. */
export function NewAppPassword({ onClose }: { readonly onClose: () => void }) {
  const client = useQueryClient();
  const add = useMutation({
    mutationFn: (form: FormData) =>
      request(addAppPassword, {
        body: { name: String(form.get('name')), currentPassword: String(form.get('currentPassword')) },
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: APP_PASSWORDS_KEY }),
  });
  return (
    <Sheet title="New app password" onClose={onClose}>
      {add.data ? (
        <Secret made={add.data} onClose={onClose} />
      ) : (
        <SheetForm
          action="Make it"
          isPending={add.isPending}
          error={add.error}
          onSubmit={add.mutate}
          onClose={onClose}
        >
          <label className="label">
            What is it for?
            <input
              className="field"
              name="name"
              placeholder="like Finder on my laptop"
              maxLength={60}
              required
            />
          </label>
          <label className="label">
            Your own password
            <input
              className="field"
              name="currentPassword"
              type="password"
              autoComplete="current-password"
              required
            />
          </label>
          <p className="hint">The program may then do there what you may.</p>
        </SheetForm>
      )}
    </Sheet>
  );
}

function Secret({
  made: { username, secret },
  onClose,
}: {
  readonly made: Made;
  readonly onClose: () => void;
}) {
  const [isCopied, setCopied] = useState(false);
  const copy = () =>
    navigator.clipboard.writeText(secret).then(
      () => setCopied(true),
      () =>
        showNotice('This browser does not let Hearth copy. Mark the password and copy it.', {
          isFailure: true,
        }),
    );
  return (
    <div className="form">
      <p>
        Name: <strong>{username}</strong>
      </p>
      <output className={styles.secret} aria-label="The new password">
        {secret}
      </output>
      <p className="hint">It is shown only now. Dashes and capitals do not matter when you type it.</p>
      <DriveAddress />
      <div className="choices">
        <button type="button" className="button button-primary" onClick={() => void copy()}>
          {isCopied ? <Check size={18} aria-hidden /> : <Copy size={18} aria-hidden />}
          {isCopied ? 'Copied' : 'Copy'}
        </button>
        <button type="button" className="button" onClick={onClose}>
          Done
        </button>
      </div>
    </div>
  );
}
