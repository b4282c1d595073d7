import { describe, expect, it } from '@jest/globals';
import { decideSettled, type SettleFacts } from './is-settled.js';

const NOW = 1_700_000_000_000;
const HOUR_MS = 3_600_000;

function facts(about: {
  mtimeAgoMs: number;
  ctimeAgoMs?: number;
  lookedAgoMs?: number;
  sizeBefore?: number;
  mtimeBeforeAgoMs?: number;
  inodeBefore?: number;
  isOpen?: boolean;
}): SettleFacts {
  const { mtimeAgoMs, ctimeAgoMs = mtimeAgoMs, lookedAgoMs = 100 } = about;
  return {
    now: { sizeBytes: 100, mtimeMs: NOW - mtimeAgoMs, inode: 7, ctimeMs: null, atMs: NOW },
    ctimeMs: NOW - ctimeAgoMs,
    before: {
      sizeBytes: about.sizeBefore ?? 100,
      mtimeMs: NOW - (about.mtimeBeforeAgoMs ?? mtimeAgoMs),
      inode: about.inodeBefore ?? 7,
      ctimeMs: null,
      atMs: NOW - lookedAgoMs,
    },
    isOpen: about.isOpen ?? false,
  };
}

describe('decideSettled', () => {
  it.each<[string, SettleFacts]>([
    ['was left alone for two seconds', facts({ mtimeAgoMs: 2_000 })],
    ['is old', facts({ mtimeAgoMs: 1_000 * HOUR_MS })],
    ['is open for writing, but was left alone for long', facts({ mtimeAgoMs: HOUR_MS, isOpen: true })],
    ['is from the future, and the same at two looks', facts({ mtimeAgoMs: -HOUR_MS, lookedAgoMs: 2_000 })],
  ])('is settled when it %s', (_, some) => {
    expect(decideSettled(some)).toEqual({ settled: true });
  });

  it.each<[string, SettleFacts, number]>([
    ['was written a moment ago', facts({ mtimeAgoMs: 500 }), 1_500],
    ['has an old time that was set a moment ago', facts({ mtimeAgoMs: HOUR_MS, ctimeAgoMs: 500 }), 1_500],
    [
      'has grown, whatever its times say',
      facts({ mtimeAgoMs: HOUR_MS, sizeBefore: 90, lookedAgoMs: 9_000 }),
      2_000,
    ],
    ['was written since the last look', facts({ mtimeAgoMs: 2_500, mtimeBeforeAgoMs: 4_500 }), 2_000],
    ['is another file than at the last look', facts({ mtimeAgoMs: HOUR_MS, inodeBefore: 8 }), 2_000],
    ['is open for writing', facts({ mtimeAgoMs: 60_000, lookedAgoMs: 50_000, isOpen: true }), 2_000],
    ['is from the future, at the first look', facts({ mtimeAgoMs: -HOUR_MS }), 2_000],
  ])('is not settled when it %s', (_, some, againInMs) => {
    expect(decideSettled(some)).toEqual({ settled: false, againInMs });
  });
});
