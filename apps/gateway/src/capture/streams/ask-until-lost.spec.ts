import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { askUntilLost } from './ask-until-lost.js';

const EVERY_MS = 1_000;

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

/** How many questions were asked until it was given up, which ends them. */
async function questionsUntilLost(answers: readonly boolean[]): Promise<number> {
  let [asked, timesLost] = [0, 0];
  askUntilLost({
    isThere: async () => answers[asked++] ?? false,
    everyMs: EVERY_MS,
    onLost: () => (timesLost += 1),
  });
  await jest.advanceTimersByTimeAsync(20 * EVERY_MS);
  expect(timesLost).toBe(1);
  return asked;
}

describe('what is asked for again and again', () => {
  it.each([
    ['is lost after two misses', [], 2],
    ['is there after one', [false, true], 4],
    ['is there after many that are not in a row', [false, true, false, true, false, false, true], 6],
  ])('%s', async (_, answers, questions) => {
    expect(await questionsUntilLost(answers)).toBe(questions);
  });

  it('is asked for once at a time, and not lost after it was let go', async () => {
    let [asked, isLost] = [0, false];
    const answer = Promise.withResolvers<boolean>();
    const stop = askUntilLost({
      isThere: () => {
        asked += 1;
        return answer.promise;
      },
      everyMs: EVERY_MS,
      onLost: () => (isLost = true),
    });
    await jest.advanceTimersByTimeAsync(20 * EVERY_MS);
    stop();
    answer.resolve(false);
    await jest.advanceTimersByTimeAsync(20 * EVERY_MS);
    expect([asked, isLost]).toEqual([1, false]);
  });
});
