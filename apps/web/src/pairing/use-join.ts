import { call, confirmPairing } from '@hearth/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { makeDeviceKey } from '../session/device-key.ts';
import { forgetPictures } from '../session/forget-pictures.ts';
import { setPairedDevice } from '../session/paired-device.ts';
import { setSessionClock } from '../session/session-clock.ts';
import { checkSession, forgetAnswers } from '../session/use-session.ts';
import type { InvitationSecret } from './read-invitation.ts';

/** Joins under a name, with a key that stays in this browser, and goes straight to the library. */
export function useJoin(secret: InvitationSecret) {
  const client = useQueryClient();
  const [, navigate] = useLocation();
  return useMutation({
    mutationFn: async (deviceName: string) => {
      const key = await makeDeviceKey();
      const body = { ...secret, deviceName, publicKey: key?.publicKey };
      const joined = await call(confirmPairing, { body });
      await key?.keep();
      return joined;
    },
    onSuccess: async ({ device, expiresAt }) => {
      setSessionClock(expiresAt);
      setPairedDevice(device.name);
      // Else a browser short of room may throw the key away, and with it the pairing.
      void navigator.storage?.persist?.();
      forgetAnswers(client);
      await forgetPictures();
      await checkSession(client);
      navigate('/', { replace: true });
    },
  });
}
