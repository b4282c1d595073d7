import { describe, expect, it } from '@jest/globals';
import { MessageBudget } from './message-budget.js';

const takes = (budget: MessageBudget, times: number, nowMs: number) =>
  Array.from({ length: times }, () => budget.take(nowMs)).filter(Boolean).length;

describe('MessageBudget', () => {
  it('allows a burst, then no more', () => {
    expect(takes(new MessageBudget(5, 1, 0), 10, 0)).toBe(5);
  });

  it('fills up again with time, but not beyond the burst', () => {
    const budget = new MessageBudget(5, 2, 0);
    takes(budget, 5, 0);
    expect(takes(budget, 10, 1_000)).toBe(2);
    expect(takes(budget, 10, 1_000_000)).toBe(5);
  });
});
