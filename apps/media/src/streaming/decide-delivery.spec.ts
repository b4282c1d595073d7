import { describe, expect, it } from '@jest/globals';
import { decideDelivery } from './decide-delivery.js';

const file = { isMissing: false, etag: '"abc"', sizeBytes: 1000 };

describe('decideDelivery', () => {
  it.each([
    [{}, 'hand-over'],
    [{ range: 'bytes=0-1' }, 'hand-over'],
    [{ range: 'bytes=1000-' }, 'range-not-satisfiable'],
    [{ range: 'nonsense' }, 'range-not-satisfiable'],
    [{ 'if-none-match': '"abc"' }, 'not-modified'],
    [{ 'if-none-match': 'W/"abc"' }, 'not-modified'],
    [{ 'if-none-match': '"x", "abc"' }, 'not-modified'],
    [{ 'if-none-match': '*' }, 'not-modified'],
    [{ 'if-none-match': '"x"' }, 'hand-over'],
    [{ 'if-none-match': 'abc' }, 'hand-over'],
    [{ 'if-none-match': '"abc"', range: 'bytes=1000-' }, 'not-modified'],
    [{ 'if-match': '"abc"' }, 'hand-over'],
    [{ 'if-match': '*' }, 'hand-over'],
    [{ 'if-match': 'W/"abc"' }, 'precondition-failed'],
    [{ 'if-match': '"x"' }, 'precondition-failed'],
    [{ 'if-match': '"x"', 'if-none-match': '"abc"' }, 'precondition-failed'],
    [{ 'if-range': '"abc"', range: 'bytes=1000-' }, 'range-not-satisfiable'],
    [{ 'if-range': '"x"', range: 'bytes=1000-' }, 'hand-over'],
    [{ 'if-range': 'W/"abc"', range: 'bytes=1000-' }, 'hand-over'],
  ])('%j: %s', (headers, expected) => expect(decideDelivery(file, headers)).toBe(expected));

  it('answers a range of an empty file with an empty file', () => {
    expect(decideDelivery({ ...file, sizeBytes: 0 }, { range: 'bytes=0-' })).toBe('empty');
  });

  it('says that a file is missing before anything else', () => {
    expect(decideDelivery({ ...file, isMissing: true }, { 'if-none-match': '"abc"' })).toBe('missing');
  });

  it('compares nothing while the content is not known', () => {
    const unread = { ...file, etag: undefined };
    expect(decideDelivery(unread, { 'if-none-match': '"abc"' })).toBe('hand-over');
    expect(decideDelivery(unread, { 'if-match': '"abc"' })).toBe('precondition-failed');
  });

  it('leaves ranges to nginx while the size is not known', () => {
    const rewritten = { ...file, etag: undefined, sizeBytes: undefined };
    expect(decideDelivery(rewritten, { range: 'bytes=1000-' })).toBe('hand-over');
    expect(decideDelivery(rewritten, { 'if-range': '"abc"', range: 'bytes=1-' })).toBe('hand-over');
  });
});
