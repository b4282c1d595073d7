import { isIPv6 } from 'node:net';
import type { KeeperSettings } from './keeper-settings.ts';

/** What phones open: the owner's word, else the address on which the edge listens, else the likeliest of this machine. */
export function choosePublicUrl(
  settings: Pick<KeeperSettings, 'HEARTH_PORT'> &
    Partial<Pick<KeeperSettings, 'HEARTH_PUBLIC_URL' | 'HEARTH_BIND'>>,
  lanAddresses: readonly string[],
): string {
  const { HEARTH_PUBLIC_URL, HEARTH_BIND, HEARTH_PORT } = settings;
  if (HEARTH_PUBLIC_URL !== undefined) return HEARTH_PUBLIC_URL;
  const isAnyAddress = HEARTH_BIND === undefined || HEARTH_BIND === '0.0.0.0' || HEARTH_BIND === '::';
  const host = isAnyAddress ? (lanAddresses[0] ?? 'localhost') : HEARTH_BIND;
  return `https://${isIPv6(host) ? `[${host}]` : host}${HEARTH_PORT === 443 ? '' : `:${HEARTH_PORT}`}`;
}
