import { describe, expect, it } from '@jest/globals';
import { decideSink, MOST_IN_MEMORY_BYTES } from './decide-sink.ts';

const GB = 1000 ** 3;

describe('where what comes in goes', () => {
  it.each([
    ['into the browser, where there is room', { sizeBytes: 10 * GB, roomBytes: 11 * GB }, 'kept'],
    [
      'into the browser, though a file could be named',
      { sizeBytes: 1, roomBytes: 1, hasPicker: true },
      'kept',
    ],
    [
      'to a file, where there is too little room',
      { sizeBytes: 10 * GB, roomBytes: 9 * GB, hasPicker: true },
      'picked',
    ],
    ['to a file, where a private window keeps none', { sizeBytes: 10 * GB, hasPicker: true }, 'picked'],
    ['into memory, where it is small', { sizeBytes: MOST_IN_MEMORY_BYTES }, 'memory'],
    [
      'into memory, where several small files come',
      { sizeBytes: 1_000, files: 2, hasPicker: true },
      'memory',
    ],
    ['nowhere, where it is too large for all', { sizeBytes: MOST_IN_MEMORY_BYTES + 1 }, 'none'],
    ['nowhere, where several are too large', { sizeBytes: GB, files: 2, hasPicker: true }, 'none'],
    ['nowhere, where the browser is full', { sizeBytes: GB, roomBytes: 10 }, 'none'],
  ])('%s', (_, chances, kind) => {
    const given = { files: 1, roomBytes: undefined, hasPicker: false, ...chances };
    expect(decideSink(given).kind).toBe(kind);
  });
});
