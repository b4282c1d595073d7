import { PROBLEMS, type ProblemCode } from '@hearth/contracts';
import { describe, expect, it } from '@jest/globals';
import { decideRetry } from './decide-retry.ts';

describe('decideRetry', () => {
  it.each<[ProblemCode, string]>([
    ['auth.token-expired', 'renew'],
    ['auth.required', 'renew'],
    ['upload.not-found', 'start-over'],
    ['device.not-found', 'give-up'],
    ['upload.offset-mismatch', 'wait'],
    ['upload.busy', 'wait'],
    ['upload.checksum-mismatch', 'wait'],
    ['library.offline', 'wait'],
    ['service.unavailable', 'wait'],
    ['service.failed', 'wait'],
    ['request.rate-limited', 'wait'],
    ['upload.no-space', 'give-up'],
    ['upload.quota-exceeded', 'give-up'],
    ['upload.not-stored', 'give-up'],
    ['upload.too-large', 'give-up'],
    ['upload.refused', 'give-up'],
    ['upload.name-invalid', 'give-up'],
    ['auth.forbidden', 'give-up'],
    ['request.invalid', 'give-up'],
  ])('after %s: %s', (code, then) => {
    const { status, title } = PROBLEMS[code];
    expect(decideRetry({ status, code, message: title })).toMatchObject({ then });
  });

  it.each([
    ['no answer', undefined, 'wait'],
    ['a request that was cut off', 0, 'wait'],
    ['a page of the edge while the hub starts', 502, 'wait'],
  ])('after %s: %s', (_, status, then) => {
    expect(decideRetry({ status, code: undefined, message: undefined })).toEqual({ then });
  });
});
