import { describe, expect, it } from '@jest/globals';
import type { FileSummary } from '@hearth/contracts';
import { labelOf } from './tile-label.ts';

const beach = {
  kind: 'video',
  name: 'beach.mp4',
  durationSec: 12.2,
  takenAt: '2024-05-03T12:00:00Z',
  modifiedAt: '2024-06-01T12:00:00Z',
  state: 'ready',
} as FileSummary;

describe('labelOf', () => {
  it.each<[Partial<FileSummary>, string]>([
    [{}, 'Video, beach.mp4, 12 seconds, taken 3 May 2024'],
    [{ kind: 'image', durationSec: null, takenAt: null }, 'Photo, beach.mp4, changed 1 June 2024'],
    [{ name: 'a\u202Egpj.exe', durationSec: null }, 'Video, a�gpj.exe, taken 3 May 2024'],
    [{ state: 'indexing', durationSec: null }, 'Video, beach.mp4, taken 3 May 2024, still being read'],
    [
      { state: 'unreadable', reason: 'The file is damaged.', durationSec: null },
      'Video, beach.mp4, taken 3 May 2024, could not be read: The file is damaged.',
    ],
  ])('with %j says %s', (over, label) => expect(labelOf({ ...beach, ...over })).toBe(label));
});
