/** How far a transfer has come, for both sides; what may follow what. */
export const TRANSITIONS = {
  offered: ['running', 'declined', 'cancelled', 'done', 'failed'],
  running: ['paused', 'waiting', 'done', 'cancelled', 'failed'],
  /** Somebody wants it to rest. What was on its way by then still comes, and may be the last of it. */
  paused: ['running', 'waiting', 'done', 'cancelled', 'failed'],
  /** The other device is away. */
  waiting: ['running', 'paused', 'done', 'cancelled', 'failed'],
  done: [],
  declined: ['offered'],
  cancelled: ['offered'],
  failed: ['offered', 'running'],
} as const satisfies Record<string, readonly string[]>;

export type TransferState = keyof typeof TRANSITIONS;

export function mayBecome(from: TransferState, to: TransferState): boolean {
  return from === to || (TRANSITIONS[from] as readonly string[]).includes(to);
}
