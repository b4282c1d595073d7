import { listSessions, listUsers, type Person, type Role } from '@hearth/contracts';
import { useQuery } from '@tanstack/react-query';
import { requestAll } from '../session/request-all.ts';

export const PEOPLE_KEY = ['people'] as const;
export const SESSIONS_KEY = ['sessions'] as const;

export function usePeople({ isEnabled }: { isEnabled: boolean }) {
  return useQuery({ queryKey: PEOPLE_KEY, queryFn: () => requestAll(listUsers, {}), enabled: isEnabled });
}

/** One's own open sessions, or for an admin somebody else's. */
export function useSessions(userId?: Person['id']) {
  return useQuery({
    queryKey: [...SESSIONS_KEY, userId ?? 'own'],
    queryFn: () => requestAll(listSessions, { userId }),
    staleTime: 0,
  });
}

export const ROLE_OPTIONS: readonly { value: Role; label: string; text: string }[] = [
  { value: 'viewer', label: 'Viewer', text: 'Browse, watch, download' },
  { value: 'editor', label: 'Editor', text: 'Also add, rename, share, pair phones' },
  { value: 'admin', label: 'Admin', text: 'Everything, people too' },
];

export const MIN_PASSWORD_LENGTH = 8;
