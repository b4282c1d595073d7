import { describe, expect, it } from '@jest/globals';
import { waitUntilHung } from './wait-until-hung.ts';

const LIVENESS = { everyMs: 1, answerWithinMs: 5_000, missesInARow: 3 };

/** Gives the answers one after another, and calls everything off when there are no more. */
function scripted(...answers: (string | undefined)[]) {
  const end = new AbortController();
  const limits: number[] = [];
  const outcome = waitUntilHung(
    async (answerWithinMs) => {
      limits.push(answerWithinMs);
      if (answers.length === 1) end.abort();
      return answers.shift();
    },
    LIVENESS,
    end.signal,
  );
  return { outcome, limits };
}

describe('a part that hangs', () => {
  it('is told by three misses in a row, with the reason of the last', async () => {
    const { outcome, limits } = scripted(undefined, 'a', 'b', 'late', 'never asked');
    expect(await outcome).toBe('late');
    expect(limits).toEqual([5_000, 5_000, 5_000, 5_000]);
  });

  it('is not one that answers in between', async () => {
    expect(await scripted('a', 'b', undefined, 'a', 'b', undefined).outcome).toBeUndefined();
  });

  it('is not one that was stopped meanwhile', async () => {
    expect(await scripted('a', 'b', 'c').outcome).toBeUndefined();
  });
});
