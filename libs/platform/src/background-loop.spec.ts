import { describe, expect, it } from '@jest/globals';
import { eventually } from '@hearth/testing';
import { BackgroundLoop } from './background-loop.js';

const FOR_EVER_MS = 2_000_000_000;

describe('a background loop', () => {
  it('takes turn after turn, also after one that failed', async () => {
    const failures: unknown[] = [];
    let turns = 0;
    const loop = new BackgroundLoop({
      turn: () => {
        turns += 1;
        if (turns === 2) throw new Error('away');
        return Promise.resolve(0);
      },
      retryMs: 0,
      onFailure: (error) => failures.push(error),
    }).start();
    await eventually(() => turns > 3);
    await loop.stop();
    const ended = turns;
    expect(failures).toEqual([new Error('away')]);
    await new Promise((resolve) => setImmediate(resolve));
    expect(turns).toBe(ended);
  });

  it('rests before its first turn where it is to', async () => {
    let turns = 0;
    const loop = new BackgroundLoop({
      turn: () => Promise.resolve(++turns && FOR_EVER_MS),
      firstAfterMs: FOR_EVER_MS,
      retryMs: FOR_EVER_MS,
      onFailure: () => undefined,
    }).start();
    await new Promise((resolve) => setImmediate(resolve));
    expect(turns).toBe(0);
    loop.wake();
    await eventually(() => turns === 1);
    await loop.stop(FOR_EVER_MS);
  });

  it('takes its next turn at once when it is woken, and stops though it rests', async () => {
    let turns = 0;
    const loop = new BackgroundLoop({
      turn: () => Promise.resolve(++turns && FOR_EVER_MS),
      retryMs: FOR_EVER_MS,
      onFailure: () => undefined,
    }).start();
    await eventually(() => turns === 1);
    loop.wake();
    await eventually(() => turns === 2);
    await loop.stop(FOR_EVER_MS);
    expect(loop.isStopping).toBe(true);
  });

  it('tells a turn under way to stop, and is silent about how that ended', async () => {
    const failures: unknown[] = [];
    const loop = new BackgroundLoop({
      turn: (stopping) =>
        new Promise((_, reject) => stopping.addEventListener('abort', () => reject(new Error('cut off')))),
      retryMs: 0,
      onFailure: (error) => failures.push(error),
    }).start();
    await loop.stop(FOR_EVER_MS);
    expect(failures).toEqual([]);
  });

  it('does not wait for a turn that never ends', async () => {
    const loop = new BackgroundLoop({
      turn: () => new Promise(() => undefined),
      retryMs: 0,
      onFailure: () => undefined,
    }).start();
    await loop.stop(1);
  });
});
