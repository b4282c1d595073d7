import type { Device } from '@hearth/contracts';
import { countOf, formatAgo, formatBytes } from '../design/format.ts';

type Presence = Pick<Device, 'online' | 'signedOutAt' | 'lastSeenAt' | 'lastIp'>;
type Sync = Pick<Device, 'filesSynced' | 'bytesSynced' | 'lastSyncAt'>;

/** `Online · 192.168.1.20`, `Seen 5 minutes ago · …`, `Signed out yesterday`. */
export function describePresence(device: Presence, now = Date.now()): string {
  if (device.signedOutAt !== null) return `Signed out ${formatAgo(device.signedOutAt, now)}`;
  const seen = device.online ? 'Online' : `Seen ${formatAgo(device.lastSeenAt, now)}`;
  return device.lastIp === null ? seen : `${seen} · ${device.lastIp}`;
}

/** `120 files, 3.2 GB backed up · last 2 hours ago`. */
export function describeSync(device: Sync, now = Date.now()): string {
  if (device.lastSyncAt === null) return 'Nothing backed up yet';
  if (device.filesSynced === 0)
    return `All of it was here already · last ${formatAgo(device.lastSyncAt, now)}`;
  const brought = `${countOf(device.filesSynced, 'file')}, ${formatBytes(device.bytesSynced)} backed up`;
  return `${brought} · last ${formatAgo(device.lastSyncAt, now)}`;
}
