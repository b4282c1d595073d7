import { hasRole, type UserId } from '@hearth/contracts';
import type { Caller } from '@hearth/platform';

/** Editors put into the bin, and take out of it, what they have brought in; admins everything. A device acts for its owner. */
export function mayRemove(
  { role, userId }: Pick<Caller, 'role' | 'userId'>,
  broughtInBy: UserId | null,
): boolean {
  return hasRole(role, 'admin') || (hasRole(role, 'editor') && broughtInBy === userId);
}
