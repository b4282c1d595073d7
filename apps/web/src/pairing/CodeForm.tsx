import { useState } from 'react';
import { Link } from 'wouter';
import styles from './JoinForm.module.css';
import { readCode } from './read-invitation.ts';

/** For who can't scan: six digits from the hub's screen. */
export function CodeForm({ onCode }: { readonly onCode: (code: string) => void }) {
  const [isWrong, setWrong] = useState(false);
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        const code = readCode(String(new FormData(event.currentTarget).get('code')));
        if (code === undefined) setWrong(true);
        else onCode(code);
      }}
    >
      <img className={styles.mark} src="/icon.svg" alt="" />
      <h1 className={styles.title}>Pair this device</h1>
      <p className={styles.lead}>
        On a computer that is signed in, open Devices and choose “Pair a phone”. Scan the code there with this
        phone’s camera, or type the six digits beneath it.
      </p>
      <label className="label">
        Code
        <input
          className={`field figures ${styles.code}`}
          name="code"
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={9}
          required
          aria-invalid={isWrong}
          onChange={() => setWrong(false)}
        />
      </label>
      {isWrong && (
        <p className="complaint" role="alert">
          A code has six digits.
        </p>
      )}
      <button type="submit" className={`button button-primary ${styles.submit}`}>
        Go on
      </button>
      <Link href="/" className={styles.quiet}>
        Sign in with a password instead
      </Link>
    </form>
  );
}
