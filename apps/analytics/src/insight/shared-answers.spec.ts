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
  it('are found out once more for all who ask meanwhile, who may know of a later change', async () => {
    const shared = new SharedAnswers<number>();
    const { asked, find } = held();
    const first = shared.get('a', find);
    const later = [shared.get('a', find), shared.get('a', find)];
    expect(asked).toHaveLength(1);
    asked[0]?.resolve(1);
    expect(await first).toBe(1);
    expect(asked).toHaveLength(2);
    const latest = shared.get('a', find);
    asked[1]?.resolve(2);
    expect(await Promise.all(later)).toEqual([2, 2]);
    asked[2]?.resolve(3);
    expect([await latest, asked.length]).toEqual([3, 3]);
  });

  it('are found out for each question apart', async () => {
    const shared = new SharedAnswers<number>();
    const { asked, find } = held();
    const answers = [shared.get('a', find), shared.get('b', find)];
    asked.forEach((one, at) => one.resolve(at));
    expect(await Promise.all(answers)).toEqual([0, 1]);
  });

  it('are found out anew for who asks afterwards', async () => {
    const shared = new SharedAnswers<number>();
    expect(await shared.get('a', async () => 1)).toBe(1);
    expect(await shared.get('a', async () => 2)).toBe(2);
  });

  it('fail for who waited for that one, and are tried anew for the others', async () => {
    const shared = new SharedAnswers<number>();
    const { asked, find } = held();
    const failing = shared.get('a', find);
    const next = shared.get('a', async () => 3);
    asked[0]?.reject(new Error('away'));
    await expect(failing).rejects.toThrow('away');
    expect(await next).toBe(3);
    expect(await shared.get('a', async () => 4)).toBe(4);
  });

  it('fail for all who shared one', async () => {
    const shared = new SharedAnswers<number>();
    const { asked, find } = held();
    const first = shared.get('a', find);
    const waiting = Promise.allSettled([shared.get('a', find), shared.get('a', find)]);
    asked[0]?.resolve(1);
    await first;
    asked[1]?.reject(new Error('away'));
    expect((await waiting).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });
});
