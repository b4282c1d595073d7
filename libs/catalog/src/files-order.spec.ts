import { describe, expect, it } from '@jest/globals';
import { listFiles, type FileId } from '@hearth/contracts';
import { HearthError } from '@hearth/platform';
import { NEWEST_FIRST, parseOrder, readCursor, writeCursor } from './files-order.js';

const id = '0198c0de-0000-7000-8000-000000000001' as FileId;
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('parseOrder', () => {
  it.each([
    [undefined, false, NEWEST_FIRST],
    ['relevance', false, NEWEST_FIRST],
    [undefined, true, { by: 'relevance', descending: true }],
    ['-takenAt', true, NEWEST_FIRST],
    ['name', false, { by: 'name', descending: false }],
    ['-sizeBytes', false, { by: 'sizeBytes', descending: true }],
  ])('%s with a query: %s', (sort, hasQuery, order) => expect(parseOrder(sort, hasQuery)).toEqual(order));
});

describe('cursors', () => {
  it.each([
    ['-takenAt', '2026-01-02T03:04:05.123456Z'],
    ['createdAt', '2026-01-02T03:04:05.000000Z'],
    ['name', 'Größe "5"\\%.jpg'],
    ['sizeBytes', '9007199254740993'],
    ['-durationSec', '-1'],
    ['durationSec', '1e-06'],
    ['durationSec', '12.345678901234567'],
  ])('of %s come back as they were', (sort, value) => {
    const cursor = { order: parseOrder(sort, false), mode: 'typed', step: 2, value, id } as const;
    expect(readCursor(writeCursor(cursor), cursor.order)).toEqual(cursor);
  });

  it.each([
    ['of plain letters', 'n'.repeat(255)],
    ['in another script', '家'.repeat(85)],
    ['of control characters', '\u0001'.repeat(255)],
    ['of quotation marks', '"'.repeat(255)],
  ])('of the longest name %s are taken back', (_, value) => {
    const cursor = { order: parseOrder('name', false), mode: 'mistyped', step: 0, value, id } as const;
    const query = listFiles.query.parse({ cursor: writeCursor(cursor) });
    expect(readCursor(query.cursor ?? '', cursor.order)).toEqual(cursor);
  });

  it.each([
    ['nothing', ''],
    ['no base64url', '%%%%'],
    ['no JSON', Buffer.from('{').toString('base64url')],
    ['another shape', encode({})],
    ['one part too few', encode(['takenAt', true, 'typed', 0, '2026-01-02T03:04:05Z'])],
    ['another order', encode(['name', true, 'typed', 0, 'a', id])],
    ['another direction', encode(['takenAt', false, 'typed', 0, '2026-01-02T03:04:05Z', id])],
    ['a day that is none', encode(['takenAt', true, 'typed', 0, '2026-02-30T03:04:05Z', id])],
    ['a year that Postgres does not know', encode(['takenAt', true, 'typed', 0, '0000-01-02T03:04:05Z', id])],
    ['SQL', encode(['takenAt', true, 'typed', 0, `now()'; DROP TABLE x`, id])],
    ['a malformed id', encode(['takenAt', true, 'typed', 0, '2026-01-02T03:04:05Z', 'x'])],
    ['another way to search', encode(['takenAt', true, 'magic', 0, '2026-01-02T03:04:05Z', id])],
  ])('that are %s are refused', (_, text) => {
    expect(() => readCursor(text, NEWEST_FIRST)).toThrow(HearthError);
  });

  it.each([
    ['sizeBytes', '9'.repeat(30)],
    ['sizeBytes', '-1'],
    ['durationSec', '1e999'],
    ['durationSec', '1e-999'],
    ['durationSec', 'NaN'],
    ['name', 'a\0b'],
  ])('of %s do not hold %j', (sort, value) => {
    const order = parseOrder(sort, false);
    expect(() => readCursor(writeCursor({ order, mode: 'typed', step: 2, value, id }), order)).toThrow(
      HearthError,
    );
  });
});
