import type { UserId } from '@hearth/contracts';

/** What somebody chose of how they are counted. */
export const privacyKey = (id: UserId) => ['privacy', id] as const;
