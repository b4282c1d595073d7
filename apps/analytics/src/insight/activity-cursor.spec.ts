import { describe, expect, it } from '@jest/globals';
import { HearthError } from '@hearth/platform';
import { readCursor, writeCursor } from './activity-cursor.js';

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('activity cursor', () => {
  it('reads what it wrote', () => {
    const cursor = { startedAt: '2026-11-20T12:00:00.123456Z', id: '42' };
    expect(readCursor(writeCursor(cursor))).toEqual(cursor);
  });

  it.each([
    ['nothing', ''],
    ['no base64', '%%%'],
    ['no JSON', Buffer.from('hello').toString('base64url')],
    ['an object', encode({ startedAt: '2026-11-20T12:00:00Z', id: '1' })],
    ['too few parts', encode(['2026-11-20T12:00:00Z'])],
    ['a date that is none', encode(['2026-13-45T12:00:00Z', '1'])],
    ['a day that its month does not have', encode(['2026-02-30T12:00:00Z', '1'])],
    ['a year that Postgres does not know', encode(['0000-01-02T12:00:00Z', '1'])],
    ['SQL', encode(["2026-11-20T12:00:00Z'; DROP TABLE x", '1'])],
    ['an id that is none', encode(['2026-11-20T12:00:00Z', '1; SELECT 1'])],
    ['an id that no bigint holds', encode(['2026-11-20T12:00:00Z', '9'.repeat(30)])],
  ])('refuses %s', (_, text) => {
    expect(() => readCursor(text)).toThrow(HearthError);
  });
});
