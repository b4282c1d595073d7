import type { RandomAccess } from './byte-source.js';
import { decodeOldText } from './old-text.js';

const TAG_BYTES = 128;

/** The texts of an ID3v1 tag as bytes: nothing in it says in which code page they are. */
export interface Id3v1 {
  readonly title: Buffer;
  readonly artist: Buffer;
  readonly album: Buffer;
}

export function readId3v1(source: RandomAccess): Id3v1 | undefined {
  const tag = source.tail(TAG_BYTES);
  if (tag.length < TAG_BYTES || tag.toString('latin1', 0, 3) !== 'TAG') return undefined;
  const field = (from: number): Buffer => {
    const bytes = tag.subarray(from, from + 30);
    const end = bytes.indexOf(0);
    return end < 0 ? bytes : bytes.subarray(0, end);
  };
  return { title: field(3), artist: field(33), album: field(63) };
}

interface SongWords {
  title?: string | undefined;
  artist?: string | undefined;
  album?: string | undefined;
}

/** The words of a sound with those set right that were read in a wrong code page; what cannot be set right is left out. */
export function withRightWords<Facts extends SongWords>(facts: Facts, tag: Id3v1 | undefined): Facts {
  const right = { ...facts };
  for (const name of ['title', 'artist', 'album'] as const) {
    const text = facts[name];
    if (text === undefined) continue;
    const written = tag?.[name];
    const isOfTag = written !== undefined && text === written.toString('latin1').trim();
    if (isOfTag || text.includes('\ufffd')) right[name] = written && decodeOldText(written);
    else if (isLatin1(text)) right[name] = decodeMisread(text);
  }
  return right;
}

/** The same where no tag is known: what cannot be read is left out. */
export function withoutGarbage<Facts extends SongWords>(facts: Facts): Facts {
  const right = { ...facts };
  for (const name of ['title', 'artist', 'album'] as const) {
    if (facts[name]?.includes('\ufffd')) right[name] = undefined;
  }
  return right;
}

/** The words of the tag itself. */
export function wordsOf(tag: Id3v1 | undefined): SongWords {
  return tag
    ? { title: decodeOldText(tag.title), artist: decodeOldText(tag.artist), album: decodeOldText(tag.album) }
    : {};
}

const LATIN1 = /^[\0-\xff]*[\x80-\xff][\0-\xff]*$/;

function isLatin1(text: string): boolean {
  return LATIN1.test(text);
}

/** ID3v2 has no code pages either but Latin 1, and old programs wrote their own under its name. */
function decodeMisread(text: string): string {
  return decodeOldText(Buffer.from(text, 'latin1')) ?? text;
}
