import { describe, expect, it } from '@jest/globals';
import { SharedAnswers } from './shared-answers.js';

/** An answer that comes when it is let come. */
function held() {
  const asked: PromiseWithResolvers<number>[] = [];
  const find = () => {
    const answer = Promise.withResolvers<number>();
    asked.push(answer);
    return answer.promise;
  };
  return { asked, find };
}

describe('answers that are shared', () => {
  it('are found out once for all who ask meanwhile, and for each question apart', async () => {
    const shared = new SharedAnswers<number>();
    const { asked, find } = held();
    const answers = [shared.get('a', find), shared.get('a', find), shared.get('b', find)];
    expect(asked).toHaveLength(2);
    asked.forEach((one, at) => one.resolve(at));
    expect(await Promise.all(answers)).toEqual([0, 0, 1]);
  });

  it('are found out anew for who asks afterwards', async () => {
    const shared = new SharedAnswers<number>();
    expect(await shared.get('a', async () => 1)).toBe(1);
    expect(await shared.get('a', async () => 2)).toBe(2);
  });

  it('fail for all who waited, and are tried anew by the next', async () => {
    const shared = new SharedAnswers<number>();
    const { asked, find } = held();
    const waiting = Promise.allSettled([shared.get('a', find), shared.get('a', find)]);
    asked[0]?.reject(new Error('away'));
    expect((await waiting).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await shared.get('a', async () => 3)).toBe(3);
  });
});
