import type { Share } from '@hearth/contracts';
import { countOf, formatAgo, formatDay } from '../design/format.ts';
import { visibleText } from '../design/visible-text.ts';

/** What a link leads to, in a word or two. */
export function describeContent({ of, files, folder }: Pick<Share, 'of' | 'files' | 'folder'>): string {
  if (of === 'files') return countOf(files ?? 0, 'file');
  if (of === 'folder') return `Folder ${visibleText(folder ?? '')}`;
  return of === 'album' ? 'An album' : 'A place to bring photos';
}

export function nameOfShare(share: Pick<Share, 'label' | 'of' | 'files' | 'folder'>): string {
  return share.label === null ? describeContent(share) : visibleText(share.label);
}

/** `Opened 3 of 5 times, last 2 hours ago`. */
export function describeUses(
  { uses, maxUses, lastUsedAt }: Pick<Share, 'uses' | 'maxUses' | 'lastUsedAt'>,
  now = Date.now(),
): string {
  if (uses === 0)
    return maxUses === null ? 'Not opened yet' : `Not opened yet, ${countOf(maxUses, 'time')} at most`;
  const count = maxUses === null ? countOf(uses, 'time') : `${uses} of ${countOf(maxUses, 'time')}`;
  return `Opened ${count}${lastUsedAt === null ? '' : `, last ${formatAgo(lastUsedAt, now)}`}`;
}

/** Until when, or why not any more. */
export function describeEnd({
  state,
  expiresAt,
  revokedAt,
}: Pick<Share, 'state' | 'expiresAt' | 'revokedAt'>): string {
  if (state === 'revoked') return `Ended on ${formatDay(revokedAt ?? expiresAt)}`;
  if (state === 'expired') return `Ran out on ${formatDay(expiresAt)}`;
  return state === 'used-up' ? 'Opened as often as it could be' : `Open until ${formatDay(expiresAt)}`;
}
