import { describe, expect, it } from '@jest/globals';
import type { FfprobeStream } from '../media-tools/ffmpeg.js';
import { planInnerTexts } from './plan-inner-texts.js';

describe('what is inside a film', () => {
  it('are the subtitles that are text, in their order, with what their tags say', () => {
    const streams: FfprobeStream[] = [
      { index: 0, codec_type: 'video', codec_name: 'h264' },
      { index: 1, codec_type: 'subtitle', codec_name: 'hdmv_pgs_subtitle', tags: { language: 'eng' } },
      {
        index: 2,
        codec_type: 'subtitle',
        codec_name: 'ass',
        tags: { language: 'fre', title: 'Signs\u0000' },
      },
      {
        index: 4,
        codec_type: 'subtitle',
        codec_name: 'mov_text',
        disposition: { forced: 1 },
        tags: { language: '<b>' },
      },
    ];
    expect(planInnerTexts({ format: {}, streams }).subtitles).toEqual([
      { index: 0, stream: 2, language: 'fre', title: 'Signs', isForced: false },
      { index: 1, stream: 4, language: null, title: null, isForced: true },
    ]);
  });

  it('are also WebVTT in Matroska, which ffprobe does not know', () => {
    const streams: FfprobeStream[] = [
      { index: 1, codec_type: 'audio', codec_name: 'ac3' },
      { index: 2, codec_type: 'subtitle', codec_name: 'subrip' },
      { index: 3, codec_type: 'subtitle', codec_name: 'unknown' },
      { index: 4, codec_type: 'subtitle', codec_name: 'unknown' },
    ];
    const { subtitles } = planInnerTexts({ format: {}, streams }, ['subrip', 'webvtt', 'S_KATE']);
    expect(subtitles).toMatchObject([
      { index: 0, stream: 2 },
      { index: 1, stream: 3, isPlain: true },
    ]);
    expect(subtitles[0]).not.toHaveProperty('isPlain');
  });

  it('are chapters that take time, named by their number where nobody named them', () => {
    const chapters = [
      { start_time: '0.000000', end_time: '20.5', tags: { title: 'The shore' } },
      { start_time: '20.5', end_time: '20.5' },
      { start_time: '20.5', end_time: '60' },
    ];
    expect(planInnerTexts({ format: {}, streams: [], chapters }).chapters).toEqual([
      { title: 'The shore', fromSec: 0, toSec: 20.5 },
      { title: 'Chapter 3', fromSec: 20.5, toSec: 60 },
    ]);
  });
});
