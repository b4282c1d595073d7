import type { Track } from '@hearth/contracts';
import { findTag, type TagValues } from './tag-text.js';

/** Longer than this is no genre. */
const LONGEST_GENRE = 200;

/** Where a song stands by its tags, under the names that ID3, Vorbis comments, MP4, APE and RIFF give them. Undefined where none says so. */
export function readTrack(tags: TagValues): Track | undefined {
  const track: Track = {
    trackNo: numberOf(findTag(tags, 'TRCK', 'track', 'tracknumber', 'track_number', 'trkn', 'IPRT', 'ITRK')),
    discNo: numberOf(findTag(tags, 'TPOS', 'disc', 'discnumber', 'disk', 'disc_number')),
    albumArtist: findTag(tags, 'album_artist', 'albumartist', 'album artist', 'TPE2', 'aART'),
    year: yearOf(findTag(tags, 'originaldate', 'date', 'year', 'TDRC', 'TYER', 'TDOR', '©day', 'ICRD')),
    genre: findTag(tags, 'genre', 'TCON', '©gen', 'IGNR')?.slice(0, LONGEST_GENRE),
  };
  return Object.values(track).some((value) => value !== undefined) ? track : undefined;
}

/** `3`, `03/12`; nothing of 0 or of what is no number. */
export function numberOf(text: string | undefined): number | undefined {
  const number = Number(/^\s*(\d{1,5})\s*(?:\/|$|\s|;)/.exec(text ?? '')?.[1]);
  return number > 0 ? number : undefined;
}

/** Of a year or a date that begins with one. */
export function yearOf(text: string | undefined): number | undefined {
  const year = Number(/^\s*(\d{4})(?!\d{1,3}\b)/.exec(text ?? '')?.[1]);
  return year >= 1000 ? year : undefined;
}
