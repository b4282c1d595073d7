import { devicePaired } from '@hearth/contracts';
import type { QueryClient } from '@tanstack/react-query';
import { createBatch } from '../live/batch.ts';
import type { LiveEvent } from '../live/live-connection.ts';
import { DEVICES_KEY, JOINED_KEY, type JoinedDevice } from './use-devices.ts';

/** Shows at once who joined; asks for the list again when a device has joined, changed or gone. */
export function createDevicesUpdates(client: QueryClient) {
  const batch = createBatch<unknown>(() => void client.invalidateQueries({ queryKey: DEVICES_KEY }), {
    quietMs: 200,
    longestMs: 1000,
  });
  return {
    take(event: LiveEvent): void {
      batch.add(event);
      if (event.subject !== devicePaired.subject) return;
      const joined = devicePaired.payload.safeParse(event.payload);
      if (!joined.success) return;
      client.setQueryData<readonly JoinedDevice[]>(JOINED_KEY, (before = []) => [...before, joined.data]);
    },
    stop: batch.cancel,
  };
}
