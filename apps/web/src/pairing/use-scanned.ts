import { useEffect, useState } from 'react';
import { readFragment, type ReadInvitation } from './read-invitation.ts';

/**
 * What this page was opened with. It leaves the address bar at once, so that no history, no screenshot and no shared tab
 * holds it. Scanning another code while the page is open counts.
 */
export function useScanned(): [ReadInvitation, (next: ReadInvitation) => void] {
  const [read, setRead] = useState(() => readFragment(location.hash));
  useEffect(() => {
    const take = () => {
      if (location.hash === '') return;
      setRead(readFragment(location.hash));
      history.replaceState(history.state, '', location.pathname);
    };
    take();
    window.addEventListener('hashchange', take);
    return () => window.removeEventListener('hashchange', take);
  }, []);
  return [read, setRead];
}
