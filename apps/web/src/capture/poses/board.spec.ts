import { describe, expect, it } from '@jest/globals';
import { boardPoints } from './board.ts';

const marker = (id: number) => ({
  id,
  corners: [0, 1, 2, 3].map((corner) => ({ x: id * 10 + corner, y: corner })),
});

describe('what is seen of the board', () => {
  it('is a point for each corner, where it is printed', () => {
    const points = boardPoints([0, 1, 4, 23].map(marker));
    expect(points).toHaveLength(16);
    expect(points?.[0]).toEqual({ board: [0, 0], image: [0, 0] });
    // The last marker: fourth column, sixth row; its third corner.
    expect(points?.[14]).toEqual({ board: [0.173, 0.263], image: [232, 2] });
  });

  it.each([
    ['too few markers', [0, 1, 2]],
    ['markers of another board', [90, 91, 92, 93, 94]],
    ['one marker twice', [1, 1, 2, 3, 4]],
  ])('is nothing with %s', (_, ids) => {
    expect(boardPoints(ids.map(marker))).toBeUndefined();
  });
});
