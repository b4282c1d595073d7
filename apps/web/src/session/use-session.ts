import { me, ProblemError, type OutputOf } from '@hearth/contracts';
import { useQuery, type QueryClient } from '@tanstack/react-query';
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
        if (isSignedOut(error)) return null;
        throw error;
      }
    },
    staleTime: Infinity,
    gcTime: Infinity,
  });
}

/** For whatever is only shown to people who are signed in. */
export function useSignedIn(): SignedIn {
  const { data } = useSession();
  if (!data) throw new Error('shown without a session');
  return data;
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
  client.setQueryData(SESSION_KEY, null);
}

/** Asks again who is signed in, after a sign-in or when the session may have ended. */
export function checkSession(client: QueryClient): Promise<void> {
  return client.invalidateQueries({ queryKey: SESSION_KEY });
}
