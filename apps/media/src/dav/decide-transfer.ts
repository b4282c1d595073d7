import type { ProblemCode } from '@hearth/contracts';

export type TransferRefusal = Extract<
  ProblemCode,
  'auth.forbidden' | 'folder.inside-itself' | 'request.precondition-failed'
>;

/** Whether something may be moved or copied from one path to another (RFC 4918, sections 9.8 and 9.9). */
export function decideTransfer(
  from: string,
  to: string,
  { isTaken, mayOverwrite }: { readonly isTaken: boolean; readonly mayOverwrite: boolean },
): 'go' | TransferRefusal {
  // The library itself is neither moved nor replaced; and what would be replaced must not hold what is moved.
  if (from === '' || to === '' || from === to || from.startsWith(`${to}/`)) return 'auth.forbidden';
  if (to.startsWith(`${from}/`)) return 'folder.inside-itself';
  return isTaken && !mayOverwrite ? 'request.precondition-failed' : 'go';
}
