import { describe, expect, it } from '@jest/globals';
import { countSegments } from '@hearth/catalog';
import { writePlaylist } from './playlist.js';

const write = (durationSec: number) =>
  writePlaylist({ segments: countSegments(durationSec), durationSec, addressOf: (part) => `/d/${part}?k=1` });

describe('the playlist', () => {
  it('names each piece and its length', () => {
    expect(write(9.5).split('\n')).toEqual([
      ...['#EXTM3U', '#EXT-X-VERSION:7', '#EXT-X-TARGETDURATION:4', '#EXT-X-MEDIA-SEQUENCE:0'],
      ...['#EXT-X-PLAYLIST-TYPE:VOD', '#EXT-X-INDEPENDENT-SEGMENTS', '#EXT-X-MAP:URI="/d/init.mp4?k=1"'],
      ...[
        '#EXTINF:4.000,',
        '/d/0.m4s?k=1',
        '#EXTINF:4.000,',
        '/d/1.m4s?k=1',
        '#EXTINF:1.500,',
        '/d/2.m4s?k=1',
      ],
      ...['#EXT-X-ENDLIST', ''],
    ]);
  });

  it.each([
    [0.01, [0.1]],
    [4, [4]],
    [4.05, [4]],
    [8.2, [4, 4, 0.2]],
  ])('a film of %d s has pieces of %j', (durationSec, lengths) => {
    const found = [...write(durationSec).matchAll(/#EXTINF:([\d.]+),/g)].map(([, length]) => Number(length));
    expect(found).toEqual(lengths);
  });
});
