import { describe, expect, it } from '@jest/globals';
import { epochOf, findCursor, writeCursor } from './cursor.js';

describe('cursor', () => {
  it('reads what it wrote', () => {
    const cursor = { epoch: epochOf('2026-11-20T12:00:00.123456789Z'), sequence: 42 };
    expect(findCursor(writeCursor(cursor))).toEqual(cursor);
  });

  it('has another epoch for a stream that was made at another time', () => {
    expect(epochOf('2026-11-20T12:00:00.123Z')).not.toBe(epochOf('2026-11-20T12:00:00.124Z'));
  });

  it.each([
    '',
    '-',
    '1',
    'abc-',
    '-5',
    'abc--5',
    'abc-1.5',
    'abc-1e9',
    'ABC-1',
    `abc-${'9'.repeat(30)}`,
    'abc-1 ',
    'ab\nc-1',
  ])('does not find one in %j', (text) => {
    expect(findCursor(text)).toBeUndefined();
  });
});
