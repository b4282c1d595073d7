import type { ProblemCode } from '@hearth/contracts';
import { HearthError } from '@hearth/platform';

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

/**
 * Whether a header `Overwrite` lets something be replaced: `T`, also where there is none, or `F` (RFC 4918, section 10.6). Throws
 * `request.invalid` for anything else: what is replaced is gone from its place.
 */
export function readOverwrite(header: string | string[] | undefined): boolean {
  if (header === undefined) return true;
  if (typeof header === 'string' && /^[tf]$/i.test(header)) return header.toUpperCase() === 'T';
  throw new HearthError('request.invalid', { detail: 'Overwrite must be T or F.' });
}
