import { describe, expect, it } from '@jest/globals';
import { yearsOfThisDay } from './years-of-this-day.ts';

const days = (...all: string[]) => all.map((day) => ({ day, count: 2 }));

describe('the years of this day', () => {
  it.each<[string, string[], string[]]>([
    ['nothing', [], []],
    ['this year alone', ['2026-05-03'], []],
    ['other days alone', ['2025-05-04', '2024-04-03'], []],
    [
      'earlier years, the last one first',
      ['2026-05-03', '2025-05-03', '2024-05-03', '2024-05-02'],
      ['2025', '2024'],
    ],
    ['whatever order they come in', ['2019-05-03', '2025-05-03'], ['2025', '2019']],
    ['what lies ahead', ['2027-05-03', '2020-05-03'], ['2020']],
  ])('%s', (_, all, years) => expect(yearsOfThisDay(days(...all), '2026-05-03')).toEqual(years));

  it('leaves out what is empty', () =>
    expect(yearsOfThisDay([{ day: '2020-05-03', count: 0 }], '2026-05-03')).toEqual([]));
});
