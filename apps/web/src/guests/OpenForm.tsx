import { Gift, KeyRound } from 'lucide-react';
import { ProblemError } from '@hearth/contracts';
import { Face } from '../design/Face.tsx';
import { countOf, formatDay } from '../design/format.ts';
import { visibleText } from '../design/visible-text.ts';
import styles from './GuestSharePage.module.css';
import type { InspectedShare } from './use-opened-share.ts';

interface OpenFormProps {
  readonly asked: InspectedShare;
  readonly isPending: boolean;
  readonly error: Error | null;
  readonly onOpen: (password: string | undefined) => void;
}

/** Says from whom it is, and asks before a use is spent or for the password. */
export function OpenForm({ asked, isPending, error, onOpen }: OpenFormProps) {
  const { label, sharedBy, needsPassword, usesLeft, expiresAt } = asked;
  return (
    <Face
      icon={needsPassword ? KeyRound : Gift}
      title={label === null ? `${visibleText(sharedBy)} shares something with you` : visibleText(label)}
      level={1}
    >
      <p>
        {label !== null && `From ${visibleText(sharedBy)}. `}Open until {formatDay(expiresAt)}.
        {usesLeft !== null && ` It can be opened ${usesLeft === 1 ? 'once' : countOf(usesLeft, 'time')}.`}
      </p>
      <form
        className={`form ${styles.opening}`}
        onSubmit={(event) => {
          event.preventDefault();
          const password = new FormData(event.currentTarget).get('password');
          onOpen(typeof password === 'string' ? password : undefined);
        }}
      >
        {needsPassword && (
          <label className="label">
            Password
            <input
              className="field"
              name="password"
              type="password"
              autoComplete="off"
              maxLength={200}
              required
            />
          </label>
        )}
        {error && (
          <p className="complaint" role="alert">
            {wordsFor(error)}
          </p>
        )}
        <button type="submit" className="button button-primary" disabled={isPending}>
          {isPending ? 'Opening…' : 'Open'}
        </button>
      </form>
    </Face>
  );
}

function wordsFor(error: Error): string {
  if (!(error instanceof ProblemError)) return 'The hub can’t be reached just now. Try again.';
  const { code } = error.problem;
  if (code === 'share.password-wrong') return 'That is not the password.';
  if (code === 'request.rate-limited') return 'Too many tries. Wait a while, then try again.';
  return error.message;
}
