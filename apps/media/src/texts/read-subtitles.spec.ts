import { describe, expect, it } from '@jest/globals';
import { writeVtt } from './cue.js';
import { readSubtitles } from './read-subtitles.js';

const said = (text: string) => readSubtitles(text).map((cue) => [cue.startMs, cue.endMs, cue.text]);
const srt = (text: string) => `1\n00:00:01,000 --> 00:00:02,500\n${text}\n`;

describe('readSubtitles', () => {
  it.each([
    [
      'SRT',
      '1\r\n00:00:01,000 --> 00:00:02,500\r\nOne\r\ntwo\r\n\r\n2\r\n01:00:03,5 --> 01:00:04,000\r\nThree\r\n',
    ],
    [
      'SRT without empty lines',
      '1\n00:00:01,000 --> 00:00:02,500\nOne\ntwo\n2\n01:00:03,500 --> 01:00:04,000\nThree',
    ],
    [
      'WebVTT',
      'WEBVTT - x\n\nNOTE no\n\nSTYLE\n::cue{}\n\nid\n00:01.000 --> 00:02.500 line:0\n<v Ann>One\ntwo\n\n01:00:03.500 --> 01:00:04.000\nThree\n',
    ],
    [
      'ASS',
      '[Script Info]\nTitle: x\n\n[Events]\nFormat: Start, End, Text\nDialogue: 0:00:01.00,0:00:02.50,One\\Ntwo\nComment: 0:00:09.00,0:00:10.00,no\nDialogue: 1:00:03.50,1:00:04.00,{\\an8\\fs20}Three\n',
    ],
  ])('reads %s', (_, text) => {
    expect(said(text)).toEqual([
      [1000, 2500, 'One\ntwo'],
      [3_603_500, 3_604_000, 'Three'],
    ]);
  });

  it.each([
    ['<b>bold</b> <i>and</i>', '<b>bold</b> <i>and</i>'],
    ['{\\i1}slanted{\\i0}', '<i>slanted</i>'],
    ['<font color="red">red</font>', 'red'],
    ['<script>alert(1)</script>', 'alert(1)'],
    ['<img src=x onerror=alert(1)>', ''],
    ['<b onclick=x>y</b>', 'y</b>'],
    ['a < b & c > d', 'a &lt; b &amp; c &gt; d'],
    ['<<b>script>alert(1)', '&lt;<b>script&gt;alert(1)'],
    ['fish &amp; chips', 'fish &amp; chips'],
    ['x --> y', 'x --&gt; y'],
  ])('of %s leaves %s', (text, left) => {
    expect(said(srt(text)).map(([, , one]) => one)).toEqual(left === '' ? [] : [left]);
  });

  it('passes over what is broken', () => {
    expect(
      said('00:00:05,000 --> 00:00:01,000\nbackwards\n\nx --> y\nno\n\n00:00:01,000 --> 00:00:02,000\nok'),
    ).toEqual([[1000, 2000, 'ok']]);
    expect(said('')).toEqual([]);
  });

  it('is bounded', () => {
    expect(readSubtitles(srt('x').concat('\n').repeat(30_000))).toHaveLength(20_000);
    expect(readSubtitles(srt('y'.repeat(100_000)))[0]?.text).toHaveLength(2_000);
  });

  it('is written as WebVTT', () => {
    expect(writeVtt(readSubtitles('2\n100:00:01,050 --> 100:00:02,500\nLate\n'))).toBe(
      'WEBVTT\n\n100:00:01.050 --> 100:00:02.500\nLate\n',
    );
  });
});
