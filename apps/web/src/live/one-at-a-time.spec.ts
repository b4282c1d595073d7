import { describe, expect, it } from '@jest/globals';
import { oneAtATime } from './one-at-a-time.ts';

/** Work that ends when it is told to. */
function slowWork() {
  const endings: (() => void)[] = [];
  const ask = oneAtATime(() => new Promise<void>((resolve) => endings.push(resolve)));
  const endOne = async () => {
    endings.at(-1)?.();
    await new Promise((resolve) => setTimeout(resolve, 0));
  };
  return { ask, endOne, runs: () => endings.length };
}

describe('oneAtATime', () => {
  it('runs once more for all that was asked meanwhile', async () => {
    const work = slowWork();
    for (let call = 0; call < 5; call += 1) work.ask();
    expect(work.runs()).toBe(1);
    await work.endOne();
    expect(work.runs()).toBe(2);
    await work.endOne();
    expect(work.runs()).toBe(2);
  });

  it('can be asked again later', async () => {
    const work = slowWork();
    work.ask();
    await work.endOne();
    work.ask();
    expect(work.runs()).toBe(2);
  });

  it('goes on after a failure', async () => {
    let runs = 0;
    const ask = oneAtATime(async () => {
      runs += 1;
      throw new Error('no');
    });
    ask();
    await new Promise((resolve) => setTimeout(resolve, 0));
    ask();
    expect(runs).toBe(2);
  });
});
