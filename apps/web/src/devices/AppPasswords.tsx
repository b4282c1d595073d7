import { removeAppPassword, type AppPassword } from '@hearth/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { HardDrive, KeyRound, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Confirm } from '../design/Confirm.tsx';
import { formatDay, formatExactly } from '../design/format.ts';
import { ProblemFace } from '../design/ProblemFace.tsx';
import { request } from '../session/request.ts';
import styles from './AppPasswords.module.css';
import { DriveAddress } from './DriveAddress.tsx';
import { NewAppPassword } from './NewAppPassword.tsx';
import { APP_PASSWORDS_KEY, useAppPasswords } from './use-app-passwords.ts';

interface AppPasswordsProps {
  readonly ownId: string;
  /** Not of a paired device, which has no password to show. */
  readonly mayChange: boolean;
}

/** The library as a drive of this computer, and the passwords of the programs that open it. */
export function AppPasswords({ ownId, mayChange }: AppPasswordsProps) {
  const client = useQueryClient();
  const passwords = useAppPasswords();
  const [isAdding, setAdding] = useState(false);
  const [leaving, setLeaving] = useState<AppPassword>();
  const remove = useMutation({
    mutationFn: (id: AppPassword['id']) => request(removeAppPassword, { params: { id } }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: APP_PASSWORDS_KEY });
      setLeaving(undefined);
    },
  });
  const items = passwords.data?.items ?? [];
  return (
    <section className={styles.section} aria-labelledby="app-passwords">
      <div className={styles.head}>
        <h2 id="app-passwords">App passwords</h2>
        {mayChange && (
          <button type="button" className="button" onClick={() => setAdding(true)}>
            <KeyRound size={18} aria-hidden />
            New app password
          </button>
        )}
      </div>
      <p className="hint">
        The library can be a drive of your computer, and the target of backup programs. Each program gets a
        password of its own, which you can take back at any time.
      </p>
      <DriveAddress />
      {passwords.isError && passwords.data === undefined && (
        <ProblemFace error={passwords.error} onRetry={() => void passwords.refetch()} />
      )}
      {passwords.data !== undefined && items.length === 0 && <p className="hint">No program has one yet.</p>}
      {items.length > 0 && (
        <ul className="plain-list" aria-label="App passwords">
          {items.map((one) => (
            <li key={one.id} className="list-card">
              <HardDrive size={24} aria-hidden />
              <div className="list-card-facts">
                <h3 className="list-card-name">{one.name}</h3>
                <p>
                  {one.owner.id !== ownId && `${one.owner.username} · `}
                  {one.lastUsedAt === null ? (
                    'never used'
                  ) : (
                    <span title={formatExactly(one.lastUsedAt)}>used {formatDay(one.lastUsedAt)}</span>
                  )}
                  {one.lastIp !== null && ` · from ${one.lastIp}`}
                </p>
              </div>
              {mayChange && (
                <button
                  type="button"
                  className="icon-button"
                  aria-label={`Take back ${one.name}`}
                  onClick={() => setLeaving(one)}
                >
                  <Trash2 size={20} aria-hidden />
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
      {isAdding && <NewAppPassword onClose={() => setAdding(false)} />}
      {leaving && (
        <Confirm
          title={`Take the password of ${leaving.name} back?`}
          action="Take it back"
          isPending={remove.isPending}
          error={remove.error}
          onConfirm={() => remove.mutate(leaving.id)}
          onClose={() => setLeaving(undefined)}
        >
          The program is shut out at once. To let it in again, make it a new one.
        </Confirm>
      )}
    </section>
  );
}
