import { beforeEach, expect, it } from '@jest/globals';
import { keepRecent, readRecent } from './recent-searches.ts';

let kept: string | null = null;
const storage = { getItem: () => kept, setItem: (_: string, value: string) => void (kept = value) };
beforeEach(() => {
  kept = null;
});

it('keeps the latest first, each once', () => {
  for (const words of ['sea', 'snow', 'Sea']) keepRecent(words, storage);
  expect(readRecent(storage)).toEqual(['Sea', 'snow']);
});

it('keeps what was typed to the end, and none of its beginnings', () => {
  for (const words of ['s', 'su', 'sunset']) keepRecent(words, storage);
  expect(readRecent(storage)).toEqual(['sunset']);
});

it('keeps eight', () => {
  for (let index = 0; index < 12; index += 1) keepRecent(`${index} times`, storage);
  expect(readRecent(storage)).toHaveLength(8);
});

it.each(['nonsense', '{}', '[1, "sea"]'])('is not disturbed by %s', (value) => {
  kept = value;
  expect(readRecent(storage).every((words) => typeof words === 'string')).toBe(true);
});
