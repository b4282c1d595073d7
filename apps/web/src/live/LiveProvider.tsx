import { hasRole, me, type LiveTopic } from '@hearth/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { createContext, useEffect, useState, type ReactNode } from 'react';
import { createDevicesUpdates } from '../devices/devices-updates.ts';
import { createInsightUpdates } from '../insight/insight-updates.ts';
import { createLibraryUpdates } from '../library/library-updates.ts';
import { request } from '../session/request.ts';
import { checkSession, useSignedIn } from '../session/use-session.ts';
import { LiveConnection, type LiveState } from './live-connection.ts';
import { staySeen } from './stay-seen.ts';

export const LiveStateContext = createContext<LiveState>('connecting');

/** Keeps what is shown in step with the hub for as long as somebody is signed in. */
export function LiveProvider({ children }: { readonly children: ReactNode }) {
  const client = useQueryClient();
  const { role, deviceId } = useSignedIn();
  const [state, setState] = useState<LiveState>('connecting');

  useEffect(() => {
    const topics: LiveTopic[] = hasRole(role, 'editor') ? ['library', 'analytics', 'devices'] : ['library'];
    const updates = {
      library: createLibraryUpdates(client),
      analytics: createInsightUpdates(client),
      devices: createDevicesUpdates(client),
    };
    const connection = new LiveConnection(`wss://${location.host}/ws/live`, topics, {
      onState: setState,
      onEvent: (event) => updates[event.topic].take(event),
      // Figures are told of to whoever is there: those that were fetched before may lack the last.
      onSubscribed: () => updates.analytics.take(undefined),
      onReset: () => void client.invalidateQueries(),
      onRetry: () => checkSession(client),
    });
    const hurry = () => connection.hurry();
    window.addEventListener('online', hurry);
    document.addEventListener('visibilitychange', hurry);
    connection.connect();
    return () => {
      window.removeEventListener('online', hurry);
      document.removeEventListener('visibilitychange', hurry);
      connection.close();
      for (const update of Object.values(updates)) update.stop();
    };
  }, [client, role]);

  const isListening = deviceId !== null && state === 'open';
  useEffect(() => (isListening ? staySeen(() => request(me, {})) : undefined), [isListening]);

  return <LiveStateContext value={state}>{children}</LiveStateContext>;
}
