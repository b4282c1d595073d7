import { hasRole, type LiveTopic, type Role } from '@hearth/contracts';
import type { QueryClient } from '@tanstack/react-query';
import { createDevicesUpdates } from '../devices/devices-updates.ts';
import { createInsightUpdates } from '../insight/insight-updates.ts';
import { createLibraryUpdates } from '../library/library-updates.ts';
import { checkSession } from '../session/use-session.ts';
import { LiveConnection, type LiveState } from '../live/live-connection.ts';

/** Carries what the hub tells into what is shown, until the returned function is called. */
export function listen(client: QueryClient, role: Role, onState: (state: LiveState) => void): () => void {
  const topics: LiveTopic[] = hasRole(role, 'editor') ? ['library', 'analytics', 'devices'] : ['library'];
  const updates = {
    library: createLibraryUpdates(client),
    analytics: createInsightUpdates(client),
    devices: createDevicesUpdates(client),
  };
  const findUpdates = (topic: LiveTopic) =>
    topic in updates ? updates[topic as keyof typeof updates] : undefined;
  const connection = new LiveConnection(`wss://${location.host}/ws/live`, topics, {
    onState,
    onEvent: (event) => findUpdates(event.topic)?.take(event),
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
}
