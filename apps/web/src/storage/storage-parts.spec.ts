import { describe, expect, it } from '@jest/globals';
import { storagePartsOf } from './storage-parts.ts';

const PHONE = '0198e1a0-0000-7000-8000-0000000000cc';
const sum = (sizeBytes: number) => ({ files: 1, sizeBytes });
const summary = {
  byType: [
    { kind: 'image' as const, ...sum(10) },
    { kind: 'video' as const, ...sum(30) },
    { kind: 'other' as const, ...sum(0) },
  ],
  byDevice: [
    { deviceId: PHONE, ...sum(5) },
    { deviceId: null, ...sum(7) },
  ],
  byFolder: [
    { folder: 'a/b', ...sum(3) },
    { folder: 'a', ...sum(4) },
  ],
};
const labelsOf = (...[by, under]: [Parameters<typeof storagePartsOf>[1], string]) =>
  storagePartsOf(summary, by, under, (id) => (id === PHONE ? 'Anna’s phone' : undefined)).map(
    ({ label, amount, folder }) => [label, amount, folder],
  );

describe('storagePartsOf', () => {
  it.each([
    [
      'type',
      '',
      [
        ['Videos', 30],
        ['Photos', 10],
      ],
    ],
    [
      'device',
      '',
      [
        ['Not by a phone', 7],
        ['Anna’s phone', 5],
      ],
    ],
    [
      'folder',
      'a',
      [
        ['In this folder itself', 4],
        ['b', 3, 'a/b'],
      ],
    ],
  ] as const)('by %s under “%s”: the largest first, and nothing that is empty', (by, under, expected) => {
    expect(labelsOf(by, under)).toEqual(expected.map(([label, amount, folder]) => [label, amount, folder]));
  });
});
