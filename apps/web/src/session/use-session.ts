import { me, ProblemError, type OutputOf } from '@hearth/contracts';
import { useQuery, type QueryClient } from '@tanstack/react-query';
import { createContext, use } from 'react';
import { forgetKept } from './forget-kept.ts';
import { request } from './request.ts';

export type SignedIn = OutputOf<typeof me>;

const SESSION_KEY = ['session'] as const;

/** Who is signed in; null when nobody is. */
export function useSession() {
  return useQuery({
    queryKey: SESSION_KEY,
    queryFn: async (): Promise<SignedIn | null> => {
      try {
        return await request(me, {});
      } catch (error) {
        if (isSignedOut(error)) {
          // The session was ended, perhaps because the device is in other hands.
          await forgetKept();
          return null;
        }
        throw error;
      }
    },
    staleTime: Infinity,
    gcTime: Infinity,
  });
}

/** Given to all that is only shown to people who are signed in. */
export const SignedInContext = createContext<SignedIn | undefined>(undefined);

export function useSignedIn(): SignedIn {
  const signedIn = use(SignedInContext);
  if (!signedIn) throw new Error('shown without a session');
  return signedIn;
}

/** Whether whoever looks has no account: they opened a share link. */
export function useIsGuest(): boolean {
  return use(SignedInContext) === undefined;
}

/** Whether a request failed because the session is over. */
export function isSignedOut(error: unknown): boolean {
  return (
    error instanceof ProblemError &&
    error.problem.status === 401 &&
    error.problem.code !== 'auth.wrong-credentials'
  );
}

/** Shows the sign-in page in place of what is there; the address stays, so that one comes back to it. */
export function showSignIn(client: QueryClient): void {
  void forgetKept();
  client.setQueryData(SESSION_KEY, null);
}

/** Drops all that was fetched for whoever was signed in before. */
export function forgetAnswers(client: QueryClient): void {
  client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== SESSION_KEY[0] });
}

/** Asks again who is signed in, after a sign-in or when the session may have ended. */
export function checkSession(client: QueryClient): Promise<void> {
  return client.invalidateQueries({ queryKey: SESSION_KEY });
}
