import { describe, expect, it } from '@jest/globals';
import { dayAfter, dayOf, dayOfPartition, partitionOf } from './partitions.js';

describe('days and partitions', () => {
  it('takes days in UTC', () => {
    expect(dayOf(new Date('2026-11-20T23:59:59.999Z'))).toBe('2026-11-20');
    expect(dayOf(new Date('2026-11-20T23:30:00-05:00'))).toBe('2026-11-21');
  });

  it.each([
    ['2026-11-20', '2026-11-21'],
    ['2026-12-31', '2027-01-01'],
    ['2028-02-28', '2028-02-29'],
  ])('knows the day after %s', (day, next) => {
    expect(dayAfter(day)).toBe(next);
  });

  it('tells the day of a partition by its name, and leaves other tables alone', () => {
    expect(dayOfPartition(partitionOf('2026-11-20'))).toBe('2026-11-20');
    expect(dayOfPartition('access_log_default')).toBeUndefined();
  });
});
