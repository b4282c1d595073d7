import { expect, it } from '@jest/globals';
import { daysLeft } from './days-left.ts';

const NOW = Date.parse('2026-11-28T12:00:00Z');
it.each([
  ['2026-12-28T11:59:00Z', '29 days left'],
  ['2026-11-29T13:00:00Z', '1 day left'],
  ['2026-11-28T18:00:00Z', 'goes today'],
  ['2026-11-20T00:00:00Z', 'goes today'],
])('until %s: %s', (at, words) => expect(daysLeft(at, NOW)).toBe(words));
