import { describe, expect, it } from '@jest/globals';
import { inParts } from './in-parts.js';

describe('asking in parts', () => {
  it('asks for so many at a time, and keeps the order', async () => {
    const asked: string[][] = [];
    const rows = await inParts(['a', 'b', 'c', 'd', 'e'], 2, async (some) => {
      asked.push([...some]);
      return some.flatMap((one) => [`${one}1`, `${one}2`]);
    });
    expect(asked).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
    expect(rows).toEqual(['a1', 'a2', 'b1', 'b2', 'c1', 'c2', 'd1', 'd2', 'e1', 'e2']);
  });

  it('asks for nothing where there is nothing to ask for', async () => {
    expect(await inParts([], 2, () => Promise.reject(new Error('nobody asked')))).toEqual([]);
  });

  it('takes a folder of half a million files, which are more than one call can have as arguments', async () => {
    const inOneFolder = Array.from({ length: 500_000 }, (_, at) => at);
    const rows = await inParts(['folder', 'empty'], 1, async ([one]) =>
      one === 'folder' ? inOneFolder : [],
    );
    expect(rows).toHaveLength(500_000);
    expect(rows.at(-1)).toBe(499_999);
  });
});
