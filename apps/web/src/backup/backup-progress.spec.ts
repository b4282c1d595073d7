import { describe, expect, it } from '@jest/globals';
import { addSample, describeEnd, describePace, speedOf, sumUp } from './backup-progress.ts';
import { makeItem } from './make-items.ts';

describe('sumUp', () => {
  it('counts what is home, what is on its way, and leaves out what failed', () => {
    const items = [
      makeItem({ sizeBytes: 100, state: 'done', outcome: 'stored' }),
      makeItem({ sizeBytes: 50, state: 'done', outcome: 'here' }),
      makeItem({ id: 'film', sizeBytes: 800, state: 'sending' }),
      makeItem({ sizeBytes: 50, state: 'ready' }),
      makeItem({ sizeBytes: 7000, state: 'failed' }),
    ];
    expect(sumUp(items, new Map([['film', 250]]))).toEqual({
      files: 5,
      done: 2,
      failed: 1,
      here: 1,
      bytes: 1000,
      bytesDone: 400,
      share: 0.4,
      isFinished: false,
    });
  });

  it.each([
    ['empty files', [makeItem({ sizeBytes: 0, state: 'done' })], 1],
    ['an empty file still to come', [makeItem({ sizeBytes: 0 })], 0],
    ['more sent than the file is long', [makeItem({ id: 'a', sizeBytes: 10, state: 'sending' })], 1],
  ])('stays within 0 and 1 with %s', (_, items, share) => {
    expect(sumUp(items, new Map([['a', 99]])).share).toBe(share);
  });
});

describe('speedOf', () => {
  it.each([
    ['one sample', [[0, 0]], undefined],
    [
      'too short a time',
      [
        [0, 0],
        [200, 1000],
      ],
      undefined,
    ],
    [
      'two seconds',
      [
        [0, 0],
        [2000, 5_000_000],
      ],
      2_500_000,
    ],
    [
      'a chunk that had to be sent again',
      [
        [0, 900],
        [1000, 100],
      ],
      0,
    ],
  ] as [string, [number, number][], number | undefined][])('of %s', (_, samples, speed) => {
    expect(speedOf(samples.map(([atMs, bytesSent]) => ({ atMs, bytesSent })))).toBe(speed);
  });

  it('forgets what was more than ten seconds ago', () => {
    const samples = [0, 5000, 11_000].reduce(
      (before, atMs) => addSample(before, { atMs, bytesSent: atMs }),
      [] as { atMs: number; bytesSent: number }[],
    );
    expect(samples.map(({ atMs }) => atMs)).toEqual([5000, 11_000]);
  });
});

describe('describePace', () => {
  it.each([
    [90_000_000, 1_500_000, '1.5 MB/s · 1 minute left'],
    [90, undefined, ''],
    [90, 0, ''],
  ])('of %d bytes at %s', (bytes, speed, words) => {
    expect(describePace(bytes, speed)).toBe(words);
  });
});

describe('describeEnd', () => {
  const totals = { files: 0, bytes: 0, bytesDone: 0, share: 1, isFinished: true };
  it.each([
    [{ done: 6, here: 1, failed: 0 }, 'All 6 files are home. 1 was there already.'],
    [{ done: 1, here: 0, failed: 0 }, 'The file is home.'],
    [{ done: 3, here: 2, failed: 1 }, '3 files are home. 2 were there already. 1 file could not be sent.'],
    [{ done: 0, here: 0, failed: 2 }, '2 files could not be sent.'],
  ])('of %j', (counts, words) => {
    expect(describeEnd({ ...totals, ...counts })).toBe(words);
  });
});
