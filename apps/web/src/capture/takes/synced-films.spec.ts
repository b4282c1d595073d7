import type { TakeManifest } from '@hearth/contracts';
import { describe, expect, it } from '@jest/globals';
import { filmTimeAt, filmTimeOfFrame, groupAt, sharedSpan } from './synced-films.ts';

const device = (id: string, times: number[]) => ({
  ...{ id, label: id, file: `${id}.mp4`, codec: null, w: 1280, h: 720, times },
  clock: { samples: [], slope: 0, offset: 0, uncertaintyMs: 0 },
});
const manifest: TakeManifest = {
  ...{ v: 1, epoch: '2026-11-28T00:00:00Z', epochMs: 0, tolMs: 50 },
  devices: [device('a', [10, 77, 143]), device('b', [60, 127])],
  groups: [
    [60, [1, 0]],
    [127, [2, 1]],
    [190, [null, null]],
  ],
};

describe('films in step', () => {
  it('begin at the moment of their first frame', () => {
    expect([filmTimeAt(manifest, 0, 110), filmTimeAt(manifest, 1, 110)]).toEqual([0.1, 0.05]);
  });

  it('go by their own clock, which may run a little wrong', () => {
    const slow = { ...device('slow', [0, 500, 1000]), stamps: [0, 499.5, 999] };
    expect(filmTimeAt({ ...manifest, devices: [slow] }, 0, 500)).toBeCloseTo(0.4995, 6);
  });

  it('are shown for the time that all share', () => {
    expect(sharedSpan(manifest)).toEqual([60, 190]);
  });

  it.each([
    [0, 0],
    [60, 0],
    [126, 0],
    [127, 1],
    [500, 2],
  ])('at %d ms show moment %d', (timeMs, group) => {
    expect(groupAt(manifest, timeMs)).toBe(group);
  });

  it('are put into the midst of a frame, and left alone where there is none', () => {
    expect(filmTimeOfFrame(manifest, 0, 0)).toBeCloseTo(0.082);
    expect(filmTimeOfFrame(manifest, 1, 2)).toBeUndefined();
  });
});
