import { describe, expect, it } from '@jest/globals';
import { readTrack } from './track-facts.js';

describe('readTrack', () => {
  it.each([
    ['ID3', { TRCK: '3/12', TPOS: '1/2', TPE2: 'Various', TDRC: '1999-05-01', TCON: 'Jazz' }],
    [
      'Vorbis comments',
      { TRACKNUMBER: '03', DISCNUMBER: '1', ALBUMARTIST: 'Various', DATE: '1999', GENRE: 'Jazz' },
    ],
    ['ffprobe', { track: '3', disc: '1/2', album_artist: 'Various', date: '1999-05-01', genre: 'Jazz' }],
  ])('of %s', (_, tags) => {
    expect(readTrack(tags)).toEqual({
      trackNo: 3,
      discNo: 1,
      albumArtist: 'Various',
      year: 1999,
      genre: 'Jazz',
    });
  });

  it.each([
    ['nothing', {}],
    ['a title alone', { title: 'So What' }],
    ['numbers that are none', { TRCK: '0/0', TPOS: 'A', date: 'unknown' }],
  ])('of %s is nothing', (_, tags) => {
    expect(readTrack(tags)).toBeUndefined();
  });
});
