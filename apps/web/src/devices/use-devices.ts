import { deviceRole, listDevices, type devicePaired, type PayloadOf, type Role } from '@hearth/contracts';
import { useQuery } from '@tanstack/react-query';
import { requestAll } from '../session/request-all.ts';

export const DEVICES_KEY = ['devices', 'list'] as const;
export const JOINED_KEY = ['devices', 'joined'] as const;

export type JoinedDevice = PayloadOf<typeof devicePaired>;

/** One's own paired devices, for admins all. */
export function useDevices({ isEnabled = true } = {}) {
  return useQuery({
    queryKey: DEVICES_KEY,
    queryFn: () => requestAll(listDevices, {}),
    // Who is online is a matter of minutes, and nobody tells.
    refetchInterval: 60_000,
    enabled: isEnabled,
  });
}

/** The devices that joined while this page was open, the last one last. Filled by what happens. */
export function useJoinedDevices(): readonly JoinedDevice[] {
  const { data } = useQuery<readonly JoinedDevice[]>({
    queryKey: JOINED_KEY,
    queryFn: () => [],
    initialData: [],
    enabled: false,
  });
  return data;
}

/** What a device may do, in words for its owner. */
export const DEVICE_ROLE_WORDS = {
  viewer: { name: 'Look', text: 'Browse, watch and download' },
  editor: { name: 'Look and add', text: 'Also back its photos up, rename and share' },
} as const satisfies Partial<Record<Role, unknown>>;

export const DEVICE_ROLE_OPTIONS = deviceRole.options.map((value) => {
  const { name: label, text } = DEVICE_ROLE_WORDS[value];
  return { value, label, text };
});
