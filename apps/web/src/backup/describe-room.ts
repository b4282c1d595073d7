import type { OutputOf, uploadRoom } from '@hearth/contracts';
import { formatBytes } from '../design/format.ts';

export type Room = OutputOf<typeof uploadRoom>;

/** How much more fits, before anything is chosen. Empty where nobody knows. */
export function describeRoom({ leftBytes, quotaBytes, usedBytes }: Room): string {
  if (leftBytes === null) return '';
  if (quotaBytes === null) return `The hub has ${formatBytes(leftBytes)} free.`;
  const kept = `You keep ${formatBytes(usedBytes)} of your ${formatBytes(quotaBytes)} on this hub.`;
  return isDiskShorter({ leftBytes, quotaBytes, usedBytes })
    ? `${kept} Its disk has ${formatBytes(leftBytes)} free.`
    : kept;
}

/**
 * Why not all of it will fit; undefined where it does, and where nobody knows.
 *
 * @param bytes what the hub has not been told of yet
 */
export function describeShortage(room: Room, bytes: number): string | undefined {
  const { leftBytes, quotaBytes } = room;
  if (leftBytes === null || bytes <= leftBytes) return undefined;
  const said = `This is ${formatBytes(bytes)}, and there is room for ${formatBytes(leftBytes)}`;
  const isQuota = quotaBytes !== null && !isDiskShorter({ ...room, leftBytes, quotaBytes });
  return isQuota
    ? `${said}: you may keep ${formatBytes(quotaBytes)} on this hub. Its admin can give you more.`
    : `${said} on the hub’s disk.`;
}

function isDiskShorter({
  leftBytes,
  quotaBytes,
  usedBytes,
}: Pick<Room, 'usedBytes'> & { leftBytes: number; quotaBytes: number }): boolean {
  return leftBytes < quotaBytes - usedBytes;
}
