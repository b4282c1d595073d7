import { logout } from '@hearth/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { forgetBackups } from '../backup/forget-backups.ts';
import { forgetDeviceKey } from '../session/device-key.ts';
import { forgetDrop } from '../session/forget-drop.ts';
import { forgetPictures } from '../session/forget-pictures.ts';
import { forgetPairedDevice } from '../session/paired-device.ts';
import { request } from '../session/request.ts';
import { clearSessionClock } from '../session/session-clock.ts';
import { isSignedOut, showSignIn } from '../session/use-session.ts';

/** Ends the session on the hub, then forgets what this browser kept of it. */
export function useSignOut() {
  const client = useQueryClient();
  const [, navigate] = useLocation();
  return useMutation({
    mutationFn: async () => {
      try {
        await request(logout, {});
      } catch (error) {
        if (!isSignedOut(error)) throw error;
      }
    },
    onSuccess: async () => {
      clearSessionClock();
      forgetPairedDevice();
      await forgetDeviceKey();
      await forgetPictures();
      await forgetBackups();
      await forgetDrop();
      showSignIn(client);
      navigate('/', { replace: true });
    },
  });
}
