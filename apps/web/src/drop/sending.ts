import { BLOCK_BYTES, type Layout } from './manifest.ts';

/** So much may be on its way before the first of it is acknowledged: what is lost with a path is sent again. */
export const WINDOW_BYTES = 4 * BLOCK_BYTES;
/** Small files fill no window; so many of them may be on their way. */
export const WINDOW_BLOCKS = 256;

/** What the sender of a transfer knows: which block is next, and how far the other side has written. */
export interface Sending {
  readonly blocks: number;
  /** The next block to send. */
  readonly next: number;
  /** All before this one have been written over there. */
  readonly acked: number;
}

export function beginAt(blocks: number, have: number): Sending {
  const acked = Math.min(Math.max(0, have), blocks);
  return { blocks, next: acked, acked };
}

/** How many blocks may be sent now. */
export function mayTake({ next, acked }: Sending, layout: Layout): number {
  const end = layout.bytesBefore(acked) + WINDOW_BYTES;
  const last = Math.min(layout.blocks, acked + WINDOW_BLOCKS);
  let upTo = next;
  while (upTo < last && layout.bytesBefore(upTo + 1) <= end) upTo += 1;
  return upTo - next;
}

export function took(sending: Sending, count: number): Sending {
  return { ...sending, next: sending.next + count };
}

/** The other side has written everything before `upTo`. What it cannot have, or had said before, changes nothing. */
export function acknowledged(sending: Sending, upTo: number): Sending {
  const isNews = upTo > sending.acked && upTo <= sending.next;
  return isNews ? { ...sending, acked: upTo } : sending;
}

/** The path was lost: goes on where the other side says that it is. */
export function takenUpAt(sending: Sending, have: number): Sending {
  return beginAt(sending.blocks, have);
}

export function isAllThere({ blocks, acked }: Sending): boolean {
  return acked === blocks;
}

/** How many bytes would be sent a second time if it went on at `have`. */
export function sentAgain({ next }: Sending, have: number, layout: Layout): number {
  return Math.max(0, layout.bytesBefore(next) - layout.bytesBefore(have));
}
