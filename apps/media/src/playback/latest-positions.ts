import type { FileId, PlayedEvent } from '@hearth/contracts';

export interface Position {
  readonly fileId: FileId;
  readonly positionSec: number;
  readonly playedAt: Date;
}

/** Of each file that was reported, where its player stood last. A clock that runs ahead is not believed. */
export function latestPositions(events: readonly PlayedEvent[], now: Date): Position[] {
  const latest = new Map<FileId, Position>();
  for (const { fileId, segments, positionSec, at } of events) {
    const playedAt = new Date(Math.min(Date.parse(at), now.getTime()));
    const known = latest.get(fileId);
    if (known && known.playedAt > playedAt) continue;
    latest.set(fileId, { fileId, positionSec: positionSec ?? segments.at(-1)?.[1] ?? 0, playedAt });
  }
  return [...latest.values()];
}
