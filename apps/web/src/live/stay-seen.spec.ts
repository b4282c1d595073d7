import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { staySeen } from './stay-seen.ts';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

it('asks at least twice within the two minutes after which a device counts as away, also after a failure', () => {
  const ask = jest.fn(() => Promise.reject(new Error('away')));
  const stop = staySeen(ask);
  jest.advanceTimersByTime(120_000);
  expect(ask).toHaveBeenCalledTimes(2);
  stop();
  jest.advanceTimersByTime(120_000);
  expect(ask).toHaveBeenCalledTimes(2);
});
