import { call, ProblemError, refresh } from '@hearth/contracts';
import { provenFetch } from './proven-fetch.ts';
import { findSessionClock, setSessionClock } from './session-clock.ts';

let underWay: Promise<boolean> | undefined;

/**
 * Exchanges the refresh token for new ones. A refresh token works once, so there is one exchange at a time in this
 * tab, and one in all tabs: whoever waited for the lock finds the work done and does not spend another token.
 * False when the session is over; fails when the hub can't be reached.
 */
export function renewSession(sentAt: number): Promise<boolean> {
  underWay ??= inOneTab(() => renewUnlessDone(sentAt)).finally(() => {
    underWay = undefined;
  });
  return underWay;
}

async function renewUnlessDone(sentAt: number): Promise<boolean> {
  if ((findSessionClock()?.renewedAt ?? 0) > sentAt) return true;
  try {
    const { expiresAt } = await call(refresh, { body: {} }, provenFetch);
    setSessionClock(expiresAt);
    return true;
  } catch (error) {
    if (error instanceof ProblemError && error.problem.status === 401) return false;
    throw error;
  }
}

async function inOneTab(work: () => Promise<boolean>): Promise<boolean> {
  if (!('locks' in navigator)) return work();
  return await navigator.locks.request('hearth-renew-session', work);
}
