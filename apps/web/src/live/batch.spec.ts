import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createBatch } from './batch.ts';

describe('a batch', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  function gathering() {
    const batches: number[][] = [];
    return {
      batches,
      batch: createBatch<number>((items) => batches.push(items), { quietMs: 100, longestMs: 250 }),
    };
  }

  it('hands over together what came close together', () => {
    const { batches, batch } = gathering();
    batch.add(1);
    jest.advanceTimersByTime(90);
    batch.add(2);
    jest.advanceTimersByTime(100);
    batch.add(3);
    jest.advanceTimersByTime(100);
    expect(batches).toEqual([[1, 2], [3]]);
  });

  it('does not wait for ever while more keeps coming', () => {
    const { batches, batch } = gathering();
    for (let item = 0; item < 6; item += 1) {
      batch.add(item);
      jest.advanceTimersByTime(60);
    }
    expect(batches[0]).toEqual([0, 1, 2, 3, 4]);
  });

  it('hands over nothing once cancelled', () => {
    const { batches, batch } = gathering();
    batch.add(1);
    batch.cancel();
    jest.runAllTimers();
    expect(batches).toEqual([]);
  });
});
