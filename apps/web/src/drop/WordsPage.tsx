import { call, dropSessionByWords, ProblemError } from '@hearth/contracts';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { toBase64Url } from './bytes.ts';
import styles from './Drop.module.css';
import { deriveFromWords, loadWordList, openKey, readWords, WORDS } from './words.ts';

/** For who can neither scan nor be sent an address: the six words that somebody reads out. No account is asked for. */
export default function WordsPage() {
  const [, go] = useLocation();
  const [complaint, setComplaint] = useState<string>();
  const list = useQuery({ queryKey: ['drop-word-list'], queryFn: loadWordList, staleTime: Infinity });
  const joining = useMutation({
    mutationFn: async (words: readonly string[]) => {
      const secret = await deriveFromWords(words);
      const { sessionId, sealedKey } = await call(dropSessionByWords, { params: { wordsId: secret.id } });
      return `/drop/${sessionId}#${toBase64Url(await openKey(secret, sealedKey))}`;
    },
    onSuccess: (address) => go(address, { replace: true }),
    onError: (error) => setComplaint(complaintOf(error)),
  });
  const submit = (text: string) => {
    const read = readWords(text, list.data ?? []);
    if ('unknown' in read) setComplaint(`Not one of the words: ${read.unknown.slice(0, WORDS).join(', ')}.`);
    else if ('count' in read) setComplaint(`There are six words, and you typed ${read.count}.`);
    else joining.mutate(read.words);
  };
  return (
    <main className={`${styles.alone} ${styles.narrow}`}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          submit(String(new FormData(event.currentTarget).get('words')));
        }}
      >
        <h1 className={styles.title}>Join a drop</h1>
        <p className={styles.soft}>
          Type the six words that stand beneath the code on the other device. Four letters of each are enough.
        </p>
        <label className="label">
          The six words
          <textarea
            className="field"
            name="words"
            rows={2}
            maxLength={200}
            autoCapitalize="none"
            autoComplete="off"
            autoCorrect="off"
            spellCheck={false}
            required
            aria-invalid={complaint !== undefined}
            onChange={() => setComplaint(undefined)}
          />
        </label>
        {complaint !== undefined && (
          <p className="complaint" role="alert">
            {complaint}
          </p>
        )}
        <button
          type="submit"
          className="button button-primary"
          disabled={joining.isPending || list.data === undefined}
        >
          {joining.isPending ? 'Joining…' : 'Join'}
        </button>
      </form>
    </main>
  );
}

const COMPLAINTS: Partial<Record<string, string>> = {
  'drop.session-not-found': 'No drop has these words. Look at each of them again.',
  'drop.session-expired': 'This drop has ended. Ask for a new one.',
  'request.rate-limited': 'That was tried too often from here. Wait a quarter of an hour.',
};

function complaintOf(error: Error): string {
  if (error instanceof ProblemError) return COMPLAINTS[error.problem.code] ?? error.message;
  return 'Hearth can’t be reached. Try again in a moment.';
}
