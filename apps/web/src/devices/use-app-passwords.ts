import { listAppPasswords } from '@hearth/contracts';
import { useQuery } from '@tanstack/react-query';
import { requestAll } from '../session/request-all.ts';

export const APP_PASSWORDS_KEY = ['devices', 'app-passwords'] as const;

/** One's own, for admins all. */
export function useAppPasswords() {
  return useQuery({ queryKey: APP_PASSWORDS_KEY, queryFn: () => requestAll(listAppPasswords, {}) });
}
