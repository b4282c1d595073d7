import { describe, expect, it } from '@jest/globals';
import type { FileId } from '@hearth/contracts';
import { decideStep } from './decide-step.ts';

const file = (id: string, sha256: string | null = `hash of ${id}`, sizeBytes = 1) => ({
  ...{ id: id as FileId, sha256, sizeBytes },
  modifiedAt: '2026-11-28T12:00:00Z',
});

describe('a device is in step', () => {
  it.each([
    ['with nothing', [], [], [], []],
    ['when all is as noted', [file('a')], [file('a')], [], []],
    ['when what is noted no more goes', [file('a'), file('b')], [file('b')], ['a'], []],
    ['when what is not here comes', [file('a')], [file('a'), file('b')], [], ['b']],
    ['when what changed comes anew', [file('a')], [file('a', 'another')], [], ['a']],
    ['by size, where the content is not known', [file('a', null)], [file('a', 'x', 2)], [], ['a']],
    ['by time, where the content is not known', [file('a', null)], [file('a', 'x')], [], []],
  ])('%s', (_, kept, noted, gone, fetched) => {
    const step = decideStep(kept, noted);
    expect([step.gone.map(({ id }) => id), step.fetched.map(({ id }) => id)]).toEqual([gone, fetched]);
  });
});
