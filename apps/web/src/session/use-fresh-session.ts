import { useEffect } from 'react';
import { renewSession } from './renew-session.ts';
import { findSessionClock } from './session-clock.ts';

const RENEW_BEFORE_MS = 90_000;
const CHECK_EVERY_MS = 30_000;

/**
 * Renews the access token shortly before it runs out while the page is seen or plays. A player's own requests can't
 * be asked again after a 401, so they must not meet one.
 */
export function useFreshSession(): void {
  useEffect(() => {
    const check = () => {
      const clock = findSessionClock();
      if (!clock || clock.expiresAt - Date.now() > RENEW_BEFORE_MS) return;
      renewSession(Date.now()).catch(() => undefined); // The next request says what is wrong.
    };
    check();
    const timer = setInterval(check, CHECK_EVERY_MS);
    document.addEventListener('visibilitychange', check);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', check);
    };
  }, []);
}
