import { expect, it } from '@jest/globals';
import { describeContent, describeEnd, describeUses, nameOfShare } from './describe-share.ts';

const NOW = Date.parse('2026-11-28T12:00:00Z');
const DAY = { expiresAt: '2026-12-28T12:00:00Z', revokedAt: null };

it.each([
  [{ uses: 0, maxUses: null, lastUsedAt: null }, 'Not opened yet'],
  [{ uses: 0, maxUses: 1, lastUsedAt: null }, 'Not opened yet, 1 time at most'],
  [{ uses: 1, maxUses: null, lastUsedAt: '2026-11-28T11:00:00Z' }, 'Opened 1 time, last 1 hour ago'],
  [{ uses: 3, maxUses: 5, lastUsedAt: '2026-11-28T11:59:50Z' }, 'Opened 3 of 5 times, last just now'],
])('%j is: %s', (share, words) => {
  expect(describeUses(share, NOW)).toBe(words);
});

it.each([
  [{ of: 'files' as const, files: 1, folder: null }, '1 file'],
  [{ of: 'folder' as const, files: null, folder: 'Trips/2026' }, 'Folder Trips/2026'],
  [{ of: 'album' as const, files: null, folder: null }, 'An album'],
  [{ of: 'nothing' as const, files: null, folder: null }, 'A place to bring photos'],
])('%j leads to: %s', (share, words) => {
  expect(describeContent(share)).toBe(words);
  expect(nameOfShare({ ...share, label: null })).toBe(words);
  expect(nameOfShare({ ...share, label: 'The lake' })).toBe('The lake');
});

it.each([
  [{ ...DAY, state: 'open' as const }, 'Open until 28 December 2026'],
  [{ ...DAY, state: 'expired' as const }, 'Ran out on 28 December 2026'],
  [{ ...DAY, state: 'used-up' as const }, 'Opened as often as it could be'],
  [{ ...DAY, state: 'revoked' as const, revokedAt: '2026-11-27T12:00:00Z' }, 'Ended on 27 November 2026'],
])('%j ends: %s', (share, words) => {
  expect(describeEnd(share)).toBe(words);
});
