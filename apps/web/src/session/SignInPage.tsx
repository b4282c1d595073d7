import { call, login, ProblemError } from '@hearth/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Eye, EyeOff } from 'lucide-react';
import { useEffect, useId, useState } from 'react';
import { Link } from 'wouter';
import { useTitle } from '../page/use-title.ts';
import { makeDeviceKey } from './device-key.ts';
import { findPairedDevice, forgetPairedDevice } from './paired-device.ts';
import { setSessionClock } from './session-clock.ts';
import styles from './SignInPage.module.css';
import { checkSession, forgetAnswers } from './use-session.ts';

/** Stands in place of whatever page was asked for; after signing in, that page is there. */
export default function SignInPage() {
  const client = useQueryClient();
  const passwordId = useId();
  const [isRevealed, setRevealed] = useState(false);
  const [deviceName] = useState(findPairedDevice);
  useTitle('Sign in');
  useEffect(() => forgetAnswers(client), [client]);
  const signIn = useMutation({
    mutationFn: async (form: FormData) => {
      // Bound to a key from the start: a copied cookie alone is worth nothing.
      const key = await makeDeviceKey();
      const signedIn = await call(login, {
        body: {
          username: String(form.get('username')).trim(),
          password: String(form.get('password')),
          publicKey: key?.publicKey,
        },
      });
      await key?.keep();
      return signedIn;
    },
    onSuccess: ({ expiresAt }) => {
      setSessionClock(expiresAt);
      forgetPairedDevice();
      return checkSession(client);
    },
  });

  return (
    <main className={styles.page}>
      <form
        className={`form ${styles.form}`}
        onSubmit={(event) => {
          event.preventDefault();
          signIn.mutate(new FormData(event.currentTarget));
        }}
      >
        <img className={styles.mark} src="/icon.svg" alt="" />
        <h1 className={styles.title}>Welcome home</h1>
        <p className={styles.lead}>
          {deviceName === undefined
            ? 'Sign in to see your library.'
            : `“${deviceName}” was signed out of this hub. Pair it again, or sign in.`}
        </p>
        <label className="label">
          Name
          <input className="field" name="username" autoComplete="username" autoCapitalize="none" required />
        </label>
        <div className="label">
          <label htmlFor={passwordId}>Password</label>
          <div className={styles.password}>
            <input
              id={passwordId}
              className="field"
              name="password"
              type={isRevealed ? 'text' : 'password'}
              autoComplete="current-password"
              required
            />
            <button
              type="button"
              className={`icon-button ${styles.reveal}`}
              aria-label={isRevealed ? 'Hide what I typed' : 'Show what I typed'}
              onClick={() => setRevealed(!isRevealed)}
            >
              {isRevealed ? <EyeOff size={20} aria-hidden /> : <Eye size={20} aria-hidden />}
            </button>
          </div>
        </div>
        {signIn.isError && (
          <p className="complaint" role="alert">
            {messageOf(signIn.error)}
          </p>
        )}
        <button
          type="submit"
          className={`button button-primary ${styles.submit}`}
          disabled={signIn.isPending}
        >
          {signIn.isPending ? 'Signing in…' : 'Sign in'}
        </button>
        <Link href="/pair" className="button">
          Pair with a code
        </Link>
        <Link href="/drop/words" className={styles.quiet}>
          I was told six words
        </Link>
      </form>
    </main>
  );
}

function messageOf(error: Error): string {
  return error instanceof ProblemError
    ? error.message
    : 'Hearth can’t be reached. Are you on the home network?';
}
