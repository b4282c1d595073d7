import { expect, it } from '@jest/globals';
import { writeStoryboard } from './write-storyboard.js';

it('names a part of the sheet for each stretch of the film', () => {
  const sheet = { tiles: 3, columns: 2, tileWidth: 160, tileHeight: 90, everySec: 1_800.5 };
  expect(writeStoryboard(sheet, 5_000.25, '/d/a/sheet.jpg?s=1')).toBe(
    [
      'WEBVTT\n',
      '00:00:00.000 --> 00:30:00.500\n/d/a/sheet.jpg?s=1#xywh=0,0,160,90\n',
      '00:30:00.500 --> 01:00:01.000\n/d/a/sheet.jpg?s=1#xywh=160,0,160,90\n',
      '01:00:01.000 --> 01:23:20.250\n/d/a/sheet.jpg?s=1#xywh=0,90,160,90\n',
    ].join('\n'),
  );
});
