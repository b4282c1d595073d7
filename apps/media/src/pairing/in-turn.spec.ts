import { describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { InTurn } from './in-turn.js';

describe('InTurn', () => {
  it('does what has the same key one after another, in the order of asking', async () => {
    const inTurn = new InTurn();
    const log: string[] = [];
    const work = (name: string, ms: number) => async () => {
      log.push(`${name} begins`);
      await sleep(ms);
      log.push(`${name} ends`);
    };
    await Promise.all([inTurn.run('a', work('first', 20)), inTurn.run('a', work('second', 1))]);
    expect(log).toEqual(['first begins', 'first ends', 'second begins', 'second ends']);
  });

  it('does what has other keys at the same time', async () => {
    const inTurn = new InTurn();
    let isOtherDone = false;
    const until = async () => {
      while (!isOtherDone) await sleep(1);
    };
    const other = async () => {
      isOtherDone = true;
    };
    await Promise.all([inTurn.run('a', until), inTurn.run('b', other)]);
  });

  it('hands failures to who asked alone, and goes on', async () => {
    const inTurn = new InTurn();
    const failing = inTurn.run('a', () => Promise.reject(new Error('no')));
    const next = inTurn.run('a', () => Promise.resolve(7));
    await expect(failing).rejects.toThrow('no');
    expect(await next).toBe(7);
  });

  it('remembers nothing afterwards', async () => {
    const inTurn = new InTurn();
    await Promise.all([
      inTurn.run('a', async () => 1),
      inTurn.run('a', async () => 2),
      inTurn.run('b', async () => 3),
    ]);
    await sleep(0);
    expect(inTurn.size).toBe(0);
  });
});
