import { describe, expect, it } from '@jest/globals';
import { findMovieTime } from './movie-time.js';

const MADE = new Date('2019-07-24T09:25:40Z');
const SECONDS = MADE.getTime() / 1000 + 2_082_844_800;

function box(type: string, content: Buffer, declaredBytes?: number): Buffer {
  const header = Buffer.alloc(8);
  header.writeUInt32BE(declaredBytes ?? content.length + 8);
  header.write(type, 4, 'latin1');
  return Buffer.concat([header, content]);
}

function longBox(type: string, content: Buffer): Buffer {
  const size = Buffer.alloc(8);
  size.writeBigUInt64BE(BigInt(content.length + 16));
  return box(type, Buffer.concat([size, content]), 1);
}

function mvhd(seconds: number, version = 0): Buffer {
  const content = Buffer.alloc(100);
  content[0] = version;
  if (version === 1) content.writeBigUInt64BE(BigInt(seconds), 4);
  else content.writeUInt32BE(seconds, 4);
  return box('mvhd', content);
}

const FTYP = box('ftyp', Buffer.from('isom'));
const MEDIA = box('mdat', Buffer.alloc(1_000, 7));

function timeIn(...parts: Buffer[]): Promise<Date | undefined> {
  const file = Buffer.concat(parts);
  return findMovieTime((at, length) => Promise.resolve(file.subarray(at, at + length)), file.length);
}

describe('the time a film was made', () => {
  it.each([
    ['before the media', [FTYP, box('moov', mvhd(SECONDS)), MEDIA]],
    ['behind the media', [FTYP, MEDIA, box('moov', mvhd(SECONDS))]],
    [
      'behind media whose length has 64 bits',
      [FTYP, longBox('mdat', Buffer.alloc(9)), box('moov', mvhd(SECONDS))],
    ],
    [
      'behind another box of the movie',
      [box('moov', Buffer.concat([box('udta', Buffer.alloc(3)), mvhd(SECONDS)]))],
    ],
    ['in 64 bits', [box('moov', mvhd(SECONDS, 1))]],
    ['in a movie that goes to the end of the file', [FTYP, box('moov', mvhd(SECONDS), 0)]],
  ])('is read %s', async (_, parts) => {
    expect(await timeIn(...parts)).toEqual(MADE);
  });

  it.each([
    ['of a clock that was never set', [box('moov', mvhd(0))]],
    ['before there were such films', [box('moov', mvhd(1_000_000))]],
    ['beyond all calendars', [box('moov', mvhd(Number.MAX_SAFE_INTEGER, 1))]],
    ['of a far future', [box('moov', mvhd(SECONDS + 200 * 31_557_600, 1))]],
    ['without a movie', [FTYP, MEDIA]],
    ['without a header', [box('moov', box('trak', Buffer.alloc(8)))]],
    ['of a header that is cut off', [box('moov', box('mvhd', Buffer.alloc(6)))]],
    ['of a file that ends within the header', [box('moov', mvhd(SECONDS)).subarray(0, 22)]],
    ['outside the movie', [box('moov', Buffer.alloc(0)), mvhd(SECONDS)]],
    [
      'behind a box that is shorter than its own header',
      [box('free', Buffer.alloc(0), 4), box('moov', mvhd(SECONDS))],
    ],
    ['of nothing', []],
  ])('is none %s', async (_, parts) => {
    expect(await timeIn(...parts)).toBeUndefined();
  });

  it('is not looked for among endless boxes', async () => {
    let reads = 0;
    const endless = box('free', Buffer.alloc(0));
    await findMovieTime(() => Promise.resolve(((reads += 1), endless)), Number.MAX_SAFE_INTEGER);
    expect(reads).toBeLessThanOrEqual(1_000);
  });
});
