import { me } from '@hearth/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, type ReactNode } from 'react';
import { request } from '../session/request.ts';
import { useSignedIn } from '../session/use-session.ts';
import type { LiveState } from '../live/live-connection.ts';
import { LiveStateContext } from '../live/live-state.ts';
import { staySeen } from '../live/stay-seen.ts';

/** What listens could not be fetched: the hub is away. */
const FETCH_AGAIN_AFTER_MS = 5000;

/** Keeps what is shown in step with the hub for as long as somebody is signed in. */
export function LiveProvider({ children }: { readonly children: ReactNode }) {
  const client = useQueryClient();
  const { role, deviceId } = useSignedIn();
  const [state, setState] = useState<LiveState>('connecting');

  useEffect(() => {
    let stop = () => {};
    const start = () => {
      let isWanted = true;
      stop = () => (isWanted = false);
      import('./listen.ts').then(
        ({ listen }) => {
          if (isWanted) stop = listen(client, role, setState);
        },
        () => {
          if (!isWanted) return;
          setState('lost');
          const timer = setTimeout(start, FETCH_AGAIN_AFTER_MS);
          stop = () => clearTimeout(timer);
        },
      );
    };
    // The first picture does not wait for it, and what draws the page asks for none of its pieces.
    const soon = setTimeout(start);
    stop = () => clearTimeout(soon);
    return () => stop();
  }, [client, role]);

  const isListening = deviceId !== null && state === 'open';
  useEffect(() => (isListening ? staySeen(() => request(me, {})) : undefined), [isListening]);

  return <LiveStateContext value={state}>{children}</LiveStateContext>;
}
