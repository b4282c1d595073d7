import { cancelPairing, generatePairing, type DeviceRole, type OutputOf } from '@hearth/contracts';
import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { request } from '../session/request.ts';
import { renewInMs } from './renew-invitation.ts';

export type Invitation = OutputOf<typeof generatePairing>;

/**
 * An invitation that is always good to scan and to type: a new one is made before the one on the screen runs out. One that
 * was scanned just before stays good for its quarter of an hour, so all that were shown are in `shown`.
 */
export function useInvitation(role: DeviceRole, isWanted: boolean) {
  const shown = useRef(new Set<string>());
  const invitation = useQuery({
    queryKey: ['devices', 'invitation', role],
    queryFn: async () => {
      const fresh = await request(generatePairing, { body: { role } });
      shown.current.add(fresh.pairingId);
      return fresh;
    },
    gcTime: 0,
    staleTime: Infinity,
    enabled: isWanted,
    refetchInterval: ({ state }) => (state.data ? renewInMs(state.data, Date.now()) : false),
  });
  return { invitation, shown: shown.current };
}

/** Makes an invitation useless that was not meant like that. It dies by itself too, so a failure is nobody's business. */
export function withdraw({ pairingId }: Invitation): void {
  request(cancelPairing, { params: { pairingId } }).catch(() => undefined);
}
