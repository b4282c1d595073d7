import type { DiskLook } from '@hearth/catalog';

/** Who copies a file writes to it more often than this. */
const QUIET_MS = 2_000;
/** Who keeps a file open for longer without writing to it, as programs that share files do, does not copy it. */
export const LONGEST_PAUSE_MS = 10 * 60_000;

export interface TimedLook extends DiskLook {
  /** When we looked, by our clock. */
  readonly atMs: number;
}

export interface SettleFacts {
  readonly now: TimedLook;
  /** Of the inode: it also changes when a copy sets the time of the original. */
  readonly ctimeMs: number;
  readonly before: TimedLook;
  /** Some process may still write to it. */
  readonly isOpen: boolean;
}

export type SettleDecision =
  { readonly settled: true } | { readonly settled: false; readonly againInMs: number };

/**
 * Whether a file is complete: it is as it was at the look before, was not touched for 2 s, and nobody has it open in order
 * to go on. The disk's clock need not be ours, so a file from the future is judged by two looks that are 2 s apart.
 */
export function decideSettled({ now, ctimeMs, before, isOpen }: SettleFacts): SettleDecision {
  const isSame =
    now.sizeBytes === before.sizeBytes && now.mtimeMs === before.mtimeMs && now.inode === before.inode;
  const quietForMs = now.atMs - Math.max(now.mtimeMs, ctimeMs);
  if (!isSame || (isOpen && quietForMs < LONGEST_PAUSE_MS)) return { settled: false, againInMs: QUIET_MS };
  if (quietForMs >= QUIET_MS || now.atMs - before.atMs >= QUIET_MS) return { settled: true };
  return { settled: false, againInMs: quietForMs > 0 ? QUIET_MS - quietForMs : QUIET_MS };
}
