import { ProblemError, PROBLEMS, type ProblemCode } from '@hearth/contracts';
import { describe, expect, it } from '@jest/globals';
import { describeRefusal } from './refusals.ts';

function problem(code: ProblemCode): ProblemError {
  const { status, title } = PROBLEMS[code];
  return new ProblemError({ type: 'about:blank', title, status, code });
}

describe('what a phone says when it can not join', () => {
  it.each([
    [problem('pairing.not-found'), 'This code isn’t from this hub', false],
    [problem('pairing.used'), 'This code was used already', false],
    [problem('pairing.expired'), 'This code has run out', false],
    [problem('pairing.revoked'), 'This code was withdrawn', false],
    [problem('request.rate-limited'), 'Too many tries', false],
    [problem('service.failed'), 'That didn’t work', true],
    [new TypeError('Failed to fetch'), 'Hearth can’t be reached', true],
  ])('after %s', (error, title, isWorthRetrying) => {
    expect(describeRefusal(error)).toMatchObject({ title, isWorthRetrying });
  });
});
