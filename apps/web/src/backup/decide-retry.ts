import type { ProblemCode } from '@hearth/contracts';

/** How a question to the hub failed. */
export interface Failure {
  /** Undefined when no answer came. */
  readonly status: number | undefined;
  readonly code: ProblemCode | undefined;
  /** For people, when the hub said something. */
  readonly message: string | undefined;
}

export type RetryDecision =
  /** The hub is away, or busy: the same again after a while, from where it stopped. */
  | { readonly then: 'wait' }
  /** The access token ran out. */
  | { readonly then: 'renew' }
  /** The hub doesn't know of this upload any more. */
  | { readonly then: 'start-over' }
  | { readonly then: 'give-up'; readonly reason: string };

const REASONS: Partial<Record<ProblemCode, string>> = {
  'upload.no-space': 'The hub’s disk is full.',
  'upload.quota-exceeded':
    'This would be more than you may keep on this hub. Its admin can give you more room.',
  'upload.not-stored': 'It has all arrived, but the hub can’t put it into its folder. It keeps trying.',
  'upload.too-large': 'It is larger than the hub takes.',
  'upload.name-invalid': 'The hub can’t store a file of this name.',
  'upload.refused': 'The virus scanner refused it.',
  'device.not-found': 'The hub doesn’t know this device any more. Sign in again, or pair it anew.',
  'auth.forbidden': 'This device may look, but not add. Its owner can change that under Devices.',
};

/** What to do after a failure on the way. Whatever heals by itself is waited for; a dead Wi-Fi is no reason to give up. */
export function decideRetry({ status, code, message }: Failure): RetryDecision {
  if (status === undefined || status === 0) return { then: 'wait' };
  if (status === 401) return { then: 'renew' };
  if (code !== undefined && code in REASONS) return { then: 'give-up', reason: REASONS[code] ?? '' };
  if (status === 404 || status === 410) return { then: 'start-over' };
  if (status >= 500 || [408, 409, 423, 429, 460].includes(status)) return { then: 'wait' };
  return { then: 'give-up', reason: message ?? 'The hub did not take it.' };
}
