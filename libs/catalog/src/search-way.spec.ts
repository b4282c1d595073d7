import { describe, expect, it } from '@jest/globals';
import { parseOrder } from './files-order.js';
import { decideWay, needsSample } from './search-way.js';

const NAMES = { order: parseOrder('name', true), limit: 51 };
const BEST = { order: parseOrder(undefined, true), limit: 51 };
const PLACES = Array.from({ length: 500 }, (_, at) => ({
  value: `name ${at + 1}`,
  rank: 1_000 + at * 2,
}));
const MILLION = { files: 1_000_000, lookedAt: 2_000, found: 900, places: PLACES };

describe('decideWay', () => {
  it.each([
    ['a library smaller than a sample', NAMES, { ...MILLION, files: 900, lookedAt: 900 }, 'step-by-step'],
    ['nothing in the library', NAMES, { files: 0, lookedAt: 0, found: 0, places: [] }, 'step-by-step'],
    ['what is rare', NAMES, { ...MILLION, found: 20 }, 'step-by-step'],
    ['what is common, by name', NAMES, MILLION, 'within name 4'],
    ['a long way into the names', { ...NAMES, offset: 20_000 }, MILLION, 'within name 81'],
    ['farther than places are known', { ...NAMES, offset: 300_000 }, MILLION, 'within the end'],
    ['a tenth of all, behind almost all others', NAMES, { ...MILLION, found: 80 }, 'step-by-step'],
    ['close to the end of the names', NAMES, { ...MILLION, places: PLACES.slice(0, 3) }, 'within the end'],
    ['a page far out of the best', { ...BEST, offset: 49_950 }, MILLION, 'along-the-order'],
    ['a page that may lie in the second step', { ...BEST, offset: 300_000 }, MILLION, 'step-by-step'],
  ])('%s', (_, page, sample, way) => {
    const decided = decideWay(page, sample);
    expect(decided.by === 'within' ? `within ${decided.upTo ?? 'the end'}` : decided.by).toBe(way);
  });
});

describe('needsSample', () => {
  it.each([
    ['a list', { ...NAMES, offset: 5_000 }, false],
    ['the first page of the best', { ...BEST, query: 'img' }, false],
    ['a page far out of the best', { ...BEST, query: 'img', offset: 1_000 }, true],
    ['the first page by name', { ...NAMES, query: 'img' }, true],
    ['a typing error', { ...NAMES, query: 'imgg', mode: 'mistyped' as const }, false],
  ])('%s: %j', (_, page, expected) => {
    expect(needsSample(page)).toBe(expected);
  });
});
