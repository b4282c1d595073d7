import {
  call,
  currentShare,
  inspectShare,
  openShare,
  ProblemError,
  type OpenedShare,
  type OutputOf,
} from '@hearth/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { findOpenedShare, forgetOpenedShare, rememberOpenedShare } from './opened-shares.ts';

export type InspectedShare = OutputOf<typeof inspectShare>;

/** Either it is open, or somebody has to say that it shall be. */
interface Found {
  readonly opened?: OpenedShare;
  readonly asked?: InspectedShare;
}

/** Opens a link by itself only where that uses nothing up that others might need. */
export function useOpenedShare(code: string) {
  const client = useQueryClient();
  const key = ['share', code] as const;
  const found = useQuery({
    queryKey: key,
    queryFn: async (): Promise<Found> => {
      const opened = await findCurrent(code);
      if (opened) return { opened };
      const asked = await call(inspectShare, { body: { code } });
      const isFree = asked.usesLeft === null && !asked.needsPassword;
      return isFree ? { opened: await open(code) } : { asked };
    },
    staleTime: Infinity,
    gcTime: Infinity,
    refetchOnWindowFocus: false,
  });
  const opening = useMutation({
    mutationFn: (password: string | undefined) => open(code, password),
    onSuccess: (opened) => client.setQueryData<Found>(key, { opened }),
    onError: (error) => {
      // Somebody else was quicker, or it has ended meanwhile: the page says which.
      if (error instanceof ProblemError && error.problem.status === 410)
        void client.resetQueries({ queryKey: key });
    },
  });
  /** The token has ended: asks anew what has become of the link. */
  const lookAgain = () => {
    forgetOpenedShare(code);
    client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== key[0] });
    void client.resetQueries({ queryKey: key });
  };
  return { found, opening, lookAgain };
}

async function open(code: string, password?: string): Promise<OpenedShare> {
  const { share } = await call(openShare, { body: { code, ...(password !== undefined && { password }) } });
  rememberOpenedShare(code, share.id);
  return share;
}

/** What this browser's token is for, where that is this link. */
async function findCurrent(code: string): Promise<OpenedShare | undefined> {
  const id = findOpenedShare(code);
  if (id === undefined) return undefined;
  try {
    const share = await call(currentShare, {});
    return share.id === id ? share : undefined;
  } catch (error) {
    if (error instanceof ProblemError && error.problem.status < 500) return undefined;
    throw error;
  }
}

export function isOver(error: unknown): boolean {
  return error instanceof ProblemError && error.problem.status === 401;
}
