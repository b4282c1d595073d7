import { describe, expect, it } from '@jest/globals';
import type { FileSummary } from '@hearth/contracts';
import { addressOf, matches, parseFilter } from './file-filter.ts';

describe('a filter in the address', () => {
  it('comes back as it went', () => {
    const filter = { query: 'beach & sun', type: 'video', state: 'ready' } as const;
    const address = addressOf('/search', filter);
    expect(parseFilter(new URL(address, 'https://hub').searchParams)).toEqual(filter);
  });

  it('leaves a path without a filter alone', () => expect(addressOf('/', {})).toBe('/'));

  it('leaves out what it does not know', () => {
    expect(parseFilter(new URLSearchParams('query=%20&type=hologram&state=lost&x=1'))).toEqual({});
  });
});

describe('matches', () => {
  const video = { kind: 'video', state: 'ready' } as FileSummary;
  it.each([
    [{}, true],
    [{ type: 'video' }, true],
    [{ type: 'audio' }, false],
    [{ state: 'unreadable' }, false],
    [{ query: 'beach' }, undefined],
    [{ query: 'beach', type: 'audio' }, false],
  ] as const)('under %j says %s', (filter, expected) => expect(matches(video, filter)).toBe(expected));
});
