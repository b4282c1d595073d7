import { ProblemError, PROBLEMS, type ProblemCode } from '@hearth/contracts';
import { describe, expect, it } from '@jest/globals';
import { describeJoinRefusal } from './join-refusals.ts';

function problem(code: ProblemCode): ProblemError {
  const { status, title } = PROBLEMS[code];
  return new ProblemError({ type: 'about:blank', title, status, code });
}

describe('what a phone says when it can not film along', () => {
  it.each([
    [problem('capture.token-expired'), 'This code has run out', false],
    [problem('capture.token-invalid'), 'This code isn’t from this hub', false],
    [problem('capture.session-ended'), 'This session is over', false],
    [problem('capture.session-full'), 'This phone can’t join', false],
    [problem('capture.device-registered'), 'This phone has used the code already', false],
    [problem('service.failed'), 'That didn’t work', true],
    [new TypeError('Failed to fetch'), 'Hearth can’t be reached', true],
  ])('after %s', (error, title, isWorthRetrying) => {
    expect(describeJoinRefusal(error)).toMatchObject({ title, isWorthRetrying });
  });
});
