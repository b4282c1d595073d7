import { createDropSession } from '@hearth/contracts';
import { useMutation } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { AddressCode, CopyAddress } from '../design/AddressCode.tsx';
import { Sheet } from '../design/Sheet.tsx';
import { SheetForm } from '../design/SheetForm.tsx';
import { request } from '../session/request.ts';
import { toBase64Url } from './bytes.ts';
import styles from './Drop.module.css';
import { deriveFromWords, drawWords, loadWordList, sealKey } from './words.ts';

/** A drop for anyone who gets its address. The key to it is made here and never leaves this page but in that address. */
export function NewDropSheet({ onClose }: { readonly onClose: () => void }) {
  const [, go] = useLocation();
  const making = useMutation({
    mutationFn: async (form: FormData) => {
      const [label, password] = ['label', 'password'].map((name) => String(form.get(name)).trim());
      const secret = crypto.getRandomValues(new Uint8Array(32));
      const drawn = drawWords(await loadWordList());
      const fromWords = await deriveFromWords(drawn);
      const made = await request(createDropSession, {
        body: {
          ...(label && { label }),
          ...(password && { password }),
          words: { id: fromWords.id, sealedKey: await sealKey(fromWords, secret) },
        },
      });
      const key = toBase64Url(secret);
      const path = `/drop/${made.sessionId}#${key}`;
      return { address: `${made.url}#${key}`, path, password, words: drawn };
    },
  });
  return (
    <Sheet title="New drop" onClose={onClose}>
      {making.data ? (
        <Invitation
          {...making.data}
          onClose={onClose}
          onOpen={() => {
            if (making.data.password) sessionStorage.setItem('hearth-drop-password', making.data.password);
            go(making.data.path);
          }}
        />
      ) : (
        <SheetForm
          action="Make it"
          isPending={making.isPending}
          error={making.error}
          onSubmit={(form) => making.mutate(form)}
          onClose={onClose}
        >
          <p className="hint">
            Whoever opens the address can send and receive, without an account. It works for a day.
          </p>
          <label className="label">
            What it is for (if you like)
            <input className="field" name="label" maxLength={100} autoComplete="off" />
          </label>
          <label className="label">
            A password (if you like)
            <input className="field" name="password" maxLength={200} autoComplete="off" />
          </label>
        </SheetForm>
      )}
    </Sheet>
  );
}

interface InvitationProps {
  readonly address: string;
  readonly words: readonly string[];
  readonly onOpen: () => void;
  readonly onClose: () => void;
}

function Invitation({ address, words, onOpen, onClose }: InvitationProps) {
  return (
    <div className={`form ${styles.invitation}`}>
      <AddressCode
        address={address}
        hint="Scan it, or send this address. Its end is the key, which the hub never sees."
      />
      <p className="hint">
        Or read these six words out. They are typed at{' '}
        <strong>{`${new URL(address).host}/drop/words`}</strong>
      </p>
      <ol className={styles.sixWords} aria-label="The six words">
        {words.map((word) => (
          <li key={word}>{word}</li>
        ))}
      </ol>
      <div className="choices">
        <CopyAddress address={address} />
        <button type="button" className="button" onClick={onClose}>
          Close
        </button>
        <button type="button" className="button button-primary" onClick={onOpen}>
          Go there
        </button>
      </div>
    </div>
  );
}
