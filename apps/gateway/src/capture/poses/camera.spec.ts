import { describe, expect, it } from '@jest/globals';
import { LENS, ROOM } from '../../../test/synthetic-cameras.js';
import { axisOf, bend, compose, invert, project, turnBy, unbend, type Vector3 } from './camera.js';

const AXES: Vector3[] = [
  [0, 0, 0],
  [0.3, -1, 2],
  [Math.PI, 0, 0],
  [0, Math.PI, 0],
  [1e-9, 0, 0],
  [-2, 0.1, 0.4],
];

describe('a camera', () => {
  it.each(AXES)('is turned by (%d, %d, %d) and says so', (...axis) => {
    expect(turnBy(axisOf(turnBy(axis)))).toEqual(turnBy(axis).map((value) => expect.closeTo(value, 6)));
  });

  it('sees straight what its lens bent', () => {
    const [x, y] = unbend(LENS, bend(LENS, 0.4, -0.3));
    expect([x, y]).toEqual([expect.closeTo(0.4, 6), expect.closeTo(-0.3, 6)]);
  });

  it('sees nothing of what is behind it', () => {
    expect(project(ROOM[1] as (typeof ROOM)[0], [0, 1.5, -9])).toBeUndefined();
  });

  it('is back where it was after a way and its way back', () => {
    const [a, b] = ROOM as [(typeof ROOM)[0], (typeof ROOM)[0]];
    const { t } = compose(compose(a, b), invert(b));
    expect(t).toEqual(a.t.map((value) => expect.closeTo(value, 9)));
  });
});
