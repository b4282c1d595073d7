import { describe, expect, it } from '@jest/globals';
import type { Stretch } from './played-seconds.ts';
import { ReplayLog, replayedIn, united } from './replays.ts';

describe('replayedIn', () => {
  it.each<[string, Stretch, Stretch[], Stretch[]]>([
    ['nothing of a first run', [0, 10], [], []],
    ['all of what was rewound to', [2, 5], [[0, 10]], [[2, 5]]],
    ['only up to where it goes on into what is new', [2, 30], [[0, 10]], [[2, 10]]],
    [
      'each stretch that it meets',
      [5, 45],
      [
        [0, 10],
        [20, 30],
        [50, 60],
      ],
      [
        [5, 10],
        [20, 30],
      ],
    ],
    ['nothing of a seek to the same spot', [10, 20], [[0, 10.04]], []],
  ])('is %s', (_, [fromSec, toSec], before, expected) => {
    expect(replayedIn({ fromSec, toSec, before })).toEqual(expected);
  });
});

describe('united', () => {
  it('joins what overlaps or touches, and keeps the rest apart', () => {
    expect(
      united(
        [
          [10, 20],
          [0, 5],
        ],
        [
          [4, 7],
          [20, 25],
        ],
      ),
    ).toEqual([
      [0, 7],
      [10, 25],
    ]);
  });
});

describe('a player that jumps', () => {
  const follow = () => {
    let ids = 0;
    return new ReplayLog(0, () => `run-${(ids += 1)}`);
  };
  const segmentsOf = (log: ReplayLog) => log.toTell().map(({ segments }) => segments);

  it('tells each rewind as a playback of its own', () => {
    const log = follow();
    log.jump(10, 30, [[0, 10]]);
    log.jump(34, 2, [
      [0, 10],
      [30, 34],
    ]);
    log.jump(5, 2, [
      [0, 10],
      [30, 34],
    ]);
    log.reach(4);
    expect(log.toTell()).toEqual([
      { playbackId: 'run-3', segments: [[2, 5]], toSec: 5 },
      { playbackId: 'run-4', segments: [[2, 4]], toSec: 4 },
    ]);
  });

  it('tells of a run again, under the same id, only when it has grown', () => {
    const log = follow();
    log.jump(10, 0, [[0, 10]]);
    log.reach(3);
    log.told(log.toTell());
    expect(segmentsOf(log)).toEqual([]);
    log.reach(6);
    expect(log.toTell()).toEqual([{ playbackId: 'run-2', segments: [[0, 6]], toSec: 6 }]);
  });

  it('tells again what did not arrive, also of runs that ended since', () => {
    const log = follow();
    log.jump(10, 0, [[0, 10]]);
    log.reach(3);
    const lost = log.toTell();
    log.jump(4, 8, [[0, 10]]);
    expect(segmentsOf(log)).toEqual([[[0, 4]]]);
    log.told(lost);
    expect(segmentsOf(log)).toEqual([[[0, 4]]]);
    log.told(log.toTell());
    expect(segmentsOf(log)).toEqual([]);
  });

  it('remembers what was played before its source was loaded anew', () => {
    const log = follow();
    log.jump(10, 10, [[0, 10]]);
    log.jump(12, 3, [[10, 12]]);
    log.reach(11);
    expect(segmentsOf(log)).toEqual([[[3, 11]]]);
  });

  it('takes a bar that is dragged for no runs', () => {
    const log = follow();
    log.jump(10, 9, [[0, 10]]);
    for (let sec = 9; sec > 1; sec -= 1) log.jump(sec, sec - 1, [[0, 10]]);
    expect(log.toTell()).toEqual([]);
  });
});
