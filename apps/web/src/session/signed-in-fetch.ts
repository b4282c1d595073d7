import { problemBody, type ProblemCode } from '@hearth/contracts';

type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** Refusals that a fresh access token may cure; any other 401 means that the session is over. */
const CURABLE: readonly ProblemCode[] = ['auth.required', 'auth.token-expired'];

/**
 * A fetch that renews the session once when its access token has run out, then asks again. `renew` is told when the
 * refused request was sent, and says whether there is a newer token now.
 */
export function createSignedInFetch(fetchOnce: Fetch, renew: (sentAt: number) => Promise<boolean>): Fetch {
  return async (url, init) => {
    const sentAt = Date.now();
    const response = await fetchOnce(url, init);
    if (response.status !== 401 || !(await isCurable(response))) return response;
    return (await renew(sentAt)) ? fetchOnce(url, init) : response;
  };
}

async function isCurable(response: Response): Promise<boolean> {
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => undefined);
  const problem = problemBody.safeParse(body);
  return problem.success && CURABLE.includes(problem.data.code);
}
