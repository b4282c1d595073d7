import { describe, expect, it } from '@jest/globals';
import { cutIntoBuckets, filesOfBucket } from './buckets.ts';

const cut = (...days: [string, number][]) =>
  cutIntoBuckets(days.map(([day, count]) => ({ day, count }))).map(({ key, count }) => [key, count]);

describe('cutIntoBuckets', () => {
  it('has none for an empty library', () => expect(cut()).toEqual([]));

  it('keeps a sparse year whole, so that its months may share rows', () =>
    expect(cut(['2024-12-24', 3], ['2024-01-02', 1], ['2023-07-01', 200])).toEqual([
      ['2024-01-01/2024-12-31/1', 4],
      ['2023-01-01/2023-12-31/1', 200],
    ]));

  it('halves a fuller year down to months', () =>
    expect(cut(['2024-08-02', 150], ['2024-07-05', 100], ['2024-02-29', 30])).toEqual([
      ['2024-08-01/2024-08-31/1', 150],
      ['2024-07-01/2024-07-31/1', 100],
      ['2024-01-01/2024-06-30/1', 30],
    ]));

  it('halves a full month down to days, and a fuller day into pages', () =>
    expect(cut(['2024-02-29', 450], ['2024-02-28', 100], ['2024-02-01', 7])).toEqual([
      ['2024-02-29/2024-02-29/1', 200],
      ['2024-02-29/2024-02-29/2', 200],
      ['2024-02-29/2024-02-29/3', 50],
      ['2024-02-25/2024-02-28/1', 100],
      ['2024-02-01/2024-02-16/1', 7],
    ]));

  it('leaves the other stretches alone when one grows', () => {
    const [, ...before] = cut(['2024-05-01', 100], ['2023-12-01', 150], ['2023-02-01', 150]);
    const [, ...after] = cut(['2024-05-01', 101], ['2023-12-01', 150], ['2023-02-01', 150]);
    expect(after).toEqual(before);
  });

  it('holds every file of a large library once, in order', () => {
    const days = Array.from({ length: 3_000 }, (_, index) => ({
      day: new Date(Date.UTC(2024, 11, 31) - index * 86_400_000).toISOString().slice(0, 10),
      count: (index * 7919) % 450,
    })).filter(({ count }) => count > 0);
    const buckets = cutIntoBuckets(days);
    const total = (list: readonly { count: number }[]) => list.reduce((sum, { count }) => sum + count, 0);
    expect(total(buckets)).toBe(total(days));
    expect(Math.max(...buckets.map(({ count }) => count))).toBeLessThanOrEqual(200);
    expect(buckets.map(({ from }) => from)).toEqual(
      buckets
        .map(({ from }) => from)
        .toSorted()
        .reverse(),
    );
  });
});

describe('filesOfBucket', () => {
  const NEWEST = ['2024-05-03', '2024-05-03', '2024-05-01', '2024-04-30'];
  const of = (from: string, to: string, count: number, page = 1) =>
    filesOfBucket({ key: '', days: [], ...{ from, to, count, page } }, NEWEST, (day) => day);

  it('are those of its days', () =>
    expect(of('2024-05-01', '2024-05-31', 3)).toEqual(['2024-05-03', '2024-05-03', '2024-05-01']));
  it('are none where some are not among the newest', () =>
    expect(of('2024-04-01', '2024-04-30', 2)).toBeUndefined());
  it('are those of the first page of a day alone', () => {
    expect(of('2024-05-03', '2024-05-03', 1)).toEqual(['2024-05-03']);
    expect(of('2024-05-03', '2024-05-03', 1, 2)).toBeUndefined();
  });
});
