import { describe, expect, it } from '@jest/globals';
import type { PlayedEvent } from '@hearth/contracts';
import { latestPositions } from './latest-positions.js';

const NOW = new Date('2026-03-01T12:00:00Z');
const played = (changes: Record<string, unknown>) =>
  ({
    type: 'played',
    fileId: 'film',
    segments: [[0, 4]],
    at: '2026-03-01T11:00:00Z',
    ...changes,
  }) as PlayedEvent;

describe('latestPositions', () => {
  it.each([
    [
      'the end of what was played last, where nothing else is said',
      [
        played({
          segments: [
            [60, 70],
            [5, 9],
          ],
        }),
      ],
      9,
    ],
    ['where the player says that it stands', [played({ positionSec: 33 })], 33],
    [
      'the latest of several, in whatever order they come',
      [played({ positionSec: 2, at: '2026-03-01T11:30:00Z' }), played({ positionSec: 1 })],
      2,
    ],
  ])('is %s', (_, events, positionSec) => {
    expect(latestPositions(events, NOW).map((position) => position.positionSec)).toEqual([positionSec]);
  });

  it('does not believe a clock that runs ahead, which would hold off all later reports', () => {
    expect(latestPositions([played({ at: '2099-01-01T00:00:00Z' })], NOW)[0]?.playedAt).toEqual(NOW);
  });

  it('keeps files apart', () => {
    expect(latestPositions([played({}), played({ fileId: 'song' })], NOW)).toHaveLength(2);
  });
});
