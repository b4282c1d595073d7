import { describe, expect, it } from '@jest/globals';
import { askUntilLost } from './ask-until-lost.js';

/** How many questions were asked until it was given up. */
function questionsUntilLost(answers: readonly boolean[]): Promise<number> {
  return new Promise((resolve) => {
    let asked = 0;
    askUntilLost({
      isThere: async () => answers[asked++] ?? false,
      everyMs: 1,
      onLost: () => resolve(asked),
    });
  });
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
      everyMs: 1,
      onLost: () => (isLost = true),
    });
    await pause();
    stop();
    answer.resolve(false);
    await pause();
    expect([asked, isLost]).toEqual([1, false]);
  });
});

/** Long enough for some questions. */
const pause = () => new Promise((resolve) => setTimeout(resolve, 30));
