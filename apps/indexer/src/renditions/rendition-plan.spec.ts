import { describe, expect, it } from '@jest/globals';
import { planRendition, wholeRate } from './rendition-plan.js';

describe('the rate of frames', () => {
  it.each([
    ['24000/1001', 24],
    ['25/1', 25],
    ['30000/1001', 30],
    ['50/1', 25],
    ['60000/1001', 30],
    ['120/1', 30],
    ['10/1', 12],
    ['0/0', 25],
    [undefined, 25],
    ['nonsense', 25],
  ])('%s is %d', (fraction, rate) => expect(wholeRate(fraction)).toBe(rate));
});

const REC_2020 = { primaries: 'bt2020', matrix: 'bt2020nc' };

describe('the plan', () => {
  const streams = (...list: object[]) => planRendition({ format: {}, streams: list as never });

  it('maps the light of HDR to a common screen, and joins fields', () => {
    expect(
      streams(
        {
          index: 0,
          codec_type: 'video',
          avg_frame_rate: '24/1',
          color_transfer: 'smpte2084',
          field_order: 'tt',
        },
        { index: 1, codec_type: 'audio' },
      ),
    ).toEqual({
      hasSound: true,
      picture: {
        framesPerSec: 24,
        isInterlaced: true,
        colour: { ...REC_2020, transfer: 'smpte2084', isHdr: true },
      },
    });
  });

  it.each([
    ['HLG', { color_transfer: 'arib-std-b67' }, { ...REC_2020, transfer: 'arib-std-b67', isHdr: true }],
    ['Rec. 2020 alone', { color_primaries: 'bt2020' }, { ...REC_2020, transfer: 'bt709', isHdr: false }],
    [
      'P3',
      { color_primaries: 'smpte432', color_space: 'bt709', color_transfer: 'bt709' },
      { primaries: 'smpte432', matrix: 'bt709', transfer: 'bt709', isHdr: false },
    ],
    ['a common film', { color_primaries: 'bt709', color_space: 'bt709', color_transfer: 'bt709' }, undefined],
    ['what says nothing', { color_primaries: 'unknown' }, undefined],
  ])('knows the colours of %s', (_what, said, colour) => {
    expect(streams({ index: 0, codec_type: 'video', ...said })?.picture?.colour).toEqual(colour);
  });

  it('does not take the cover of a song for a film', () => {
    expect(
      streams(
        { index: 0, codec_type: 'audio' },
        { index: 1, codec_type: 'video', disposition: { attached_pic: 1 } },
      ),
    ).toEqual({ hasSound: true });
  });

  it('knows when there is nothing to play', () => {
    expect(streams({ index: 0, codec_type: 'subtitle' })).toBeUndefined();
  });
});
