import { describe, expect, it } from '@jest/globals';
import { chaptersAsVtt } from './chapters-as-vtt.ts';

describe('chapters as WebVTT', () => {
  it('are cues whose titles are text alone', () => {
    const chapters = [
      { title: 'The shore', fromSec: 0, toSec: 62.5 },
      { title: 'A --> <b>\n\nhome', fromSec: 62.5, toSec: 3723.4567 },
    ];
    expect(chaptersAsVtt(chapters)).toBe(
      'WEBVTT\n\n00:00:00.000 --> 00:01:02.500\nThe shore\n\n00:01:02.500 --> 01:02:03.457\nA --&gt; &lt;b&gt; home\n',
    );
  });
});
