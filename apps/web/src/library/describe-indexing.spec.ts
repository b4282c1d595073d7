import { describe, expect, it } from '@jest/globals';
import { describeIndexing } from './describe-indexing.ts';

const scan = (done: number, waiting: number) => ({
  status: 'online' as const,
  found: done + waiting,
  done,
  waiting,
});

describe('describeIndexing', () => {
  it.each([
    ['nothing at rest', { indexing: 0 }, undefined, undefined],
    ['nothing once all is done', { indexing: 0 }, scan(40, 0), undefined],
    ['nothing once all is done, though the counts lag behind', { indexing: 22 }, scan(40, 0), undefined],
    ['how far it is', { indexing: 28 }, scan(12, 28), { text: 'Reading new files: 12 of 40', share: 0.3 }],
    [
      'how many, before the first word of progress',
      { indexing: 1 },
      undefined,
      { text: 'Reading 1 new file…' },
    ],
  ])('says %s', (_, status, progress, expected) =>
    expect(describeIndexing(status, progress)).toEqual(expected),
  );
});
