import { problemBody } from '@hearth/contracts';
import { signedInFetch } from '../session/request.ts';

export type Recovery =
  | { readonly mode: 'load-again' }
  /** `waking`: the box with the files was asked to wake; look again in a moment. */
  | { readonly mode: 'cannot-play' | 'give-up' | 'waking'; readonly reason: string };

const CANNOT_PLAY = 'This browser can’t play this format. Download it for another player.';
const UNREACHABLE = 'The hub can’t be reached just now.';

/**
 * A player only says that it failed. Asking for one byte tells why, and renews a session that ran out on the way: then
 * the player may load again, once. Bytes that come and still do not play are a format the browser does not know.
 */
export async function decideRecovery(source: string, hasRecovered: boolean): Promise<Recovery> {
  const response = await signedInFetch(source, { headers: { range: 'bytes=0-0' } }).catch(() => undefined);
  if (!response) return { mode: 'give-up', reason: UNREACHABLE };
  if (response.ok)
    return hasRecovered ? { mode: 'cannot-play', reason: CANNOT_PLAY } : { mode: 'load-again' };
  const problem = problemBody.safeParse(await response.json().catch(() => undefined));
  if (problem.data?.code === 'rendition.not-ready') return { mode: 'waking', reason: problem.data.title };
  if (problem.data?.code === 'library.waking') return { mode: 'waking', reason: problem.data.title };
  return { mode: 'give-up', reason: problem.data?.detail ?? problem.data?.title ?? UNREACHABLE };
}
