import { describe, expect, it } from '@jest/globals';
import { MessageBudget } from './message-budget.js';

const takes = (budget: MessageBudget, times: number, nowMs: number) =>
  Array.from({ length: times }, () => budget.take(nowMs)).filter(Boolean).length;

describe('MessageBudget', () => {
  it('allows a burst, then no more', () => {
    expect(takes(new MessageBudget({ burst: 5, perSecond: 1 }, 0), 10, 0)).toBe(5);
  });

  it('fills up again with time, but not beyond the burst', () => {
    const budget = new MessageBudget({ burst: 5, perSecond: 2 }, 0);
    takes(budget, 5, 0);
    expect(takes(budget, 10, 1_000)).toBe(2);
    expect(takes(budget, 10, 1_000_000)).toBe(5);
  });

  it('counts bytes as well, and takes nothing where there is not enough', () => {
    const budget = new MessageBudget({ burst: 100, perSecond: 10 }, 0);
    expect(budget.take(0, 80)).toBe(true);
    expect(budget.take(0, 21)).toBe(false);
    expect(budget.take(0, 20)).toBe(true);
  });
});
