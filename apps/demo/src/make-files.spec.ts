import { expect, it } from '@jest/globals';
import { OCCASIONS, ON_PHONES, PAPERS, PEOPLE } from './house.ts';
import { countFiles, timesOf } from './make-files.ts';

const today = new Date('2026-11-29T06:30:00Z');

it.each([...OCCASIONS, ...ON_PHONES].map((shots, index) => [index, shots] as const))(
  'pictures of occasion %i were taken one after the other, on its days, and never in the future',
  (seed, shots) => {
    const times = timesOf(shots, 200, today, seed).map((at) => at.getTime());
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(Math.max(...times)).toBeLessThanOrEqual(today.getTime());
    const days = times.map((at) => Math.floor(today.getTime() / 86_400_000) - Math.floor(at / 86_400_000));
    expect(Math.max(...days)).toBeLessThanOrEqual(shots.daysAgo[0]);
    expect(Math.min(...days)).toBeGreaterThanOrEqual(shots.daysAgo[1]);
  },
);

it('is a house of a few hundred files, each of somebody who may bring files', () => {
  expect(countFiles(OCCASIONS, PAPERS.length)).toBeGreaterThan(200);
  const editors = PEOPLE.filter(({ role }) => role === 'editor').map(({ name }) => name as string);
  const bringers = [...OCCASIONS, ...ON_PHONES, ...PAPERS].map(({ by }) => by);
  expect(bringers.filter((name) => !editors.includes(name))).toEqual([]);
});
