import { describe, expect, it } from '@jest/globals';
import {
  addressOfSearch,
  isBlank,
  parseSearch,
  suggestionsFor,
  toListQuery,
  withPart,
} from './search-filter.ts';

describe('a search in the address', () => {
  it('comes back as it went', () => {
    const filter = {
      query: 'beach & sun',
      type: 'video',
      favourite: 'true',
      withinHours: '24',
      from: '2024-01-01',
    } as const;
    expect(parseSearch(new URL(addressOfSearch(filter), 'https://hub').searchParams)).toEqual(filter);
  });

  it('leaves out what it does not know', () =>
    expect(
      parseSearch(new URLSearchParams('query=%20&type=hologram&from=yesterday&x=1&withinHours=25')),
    ).toEqual({}));

  it('knows when it asks for nothing', () => {
    expect(isBlank({})).toBe(true);
    expect(isBlank({ tag: 'sea' })).toBe(false);
    expect(addressOfSearch({})).toBe('/search');
  });
});

it('asks for the newest where there are no words to match', () => {
  expect(toListQuery({ type: 'video' })).toEqual({ type: 'video', sort: '-takenAt' });
  expect(toListQuery({ query: 'sea' })).toEqual({ query: 'sea' });
});

it('changes one part and leaves the others', () => {
  expect(withPart({ query: 'sea', type: 'video' }, 'type', undefined)).toEqual({ query: 'sea' });
  expect(withPart({ query: 'sea' }, 'type', 'audio')).toEqual({ query: 'sea', type: 'audio' });
});

it.each([
  [{ query: 'sea' }, []],
  [{ query: 'sea', type: 'audio' }, ['“sea” without filters']],
  [{ query: 'sea shore' }, ['“sea” alone', '“shore” alone']],
  [{ type: 'audio' }, []],
])('for nothing under %j suggests %j', (filter, texts) =>
  expect(suggestionsFor(filter).map(({ text }) => text)).toEqual(texts),
);
