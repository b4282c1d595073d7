import { describe, expect, it } from '@jest/globals';
import { decideFailure, PASSING_MS } from './decide-failure.js';
import { StepFailed } from './define-flow.js';

const full = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });

describe('a step that failed', () => {
  it.each([
    ['has tries left', new StepFailed('odd'), 1, { action: 'try-again' }],
    ['has tries left, whatever it was', full, 2, { action: 'try-again' }],
    ['is at fault itself', new StepFailed('odd'), 3, { action: 'put-aside', reason: 'odd' }],
    [
      'was kept from it by what passes',
      new StepFailed('too slow', { isPassing: true }),
      3,
      { action: 'put-aside', reason: 'too slow', retryAfterMs: PASSING_MS },
    ],
    ['found no room', full, 3, { action: 'put-aside', reason: full.message, retryAfterMs: PASSING_MS }],
    [
      'ended the process',
      new Error('job stalled more than allowable limit'),
      1,
      { action: 'put-aside', reason: 'working at it ended the indexer again and again' },
    ],
    ['said nothing', new Error(''), 3, { action: 'put-aside', reason: 'Error' }],
  ])('%s', (_, error, attemptsMade, decision) => {
    expect(decideFailure({ error, attemptsMade, attempts: 3 })).toEqual(decision);
  });
});
