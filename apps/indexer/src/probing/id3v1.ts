import type { RandomAccess } from './byte-source.js';

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

/** What a code page must hold so that a text is taken for one in it: letters that only its readers write. */
const CODE_PAGES: readonly (readonly [encoding: string, telling: RegExp, ownLetters: RegExp])[] = [
  ['shift_jis', /[\u3040-\u30ff]/u, /^[\x20-\x7e\u3000-\u30ff\u4e00-\u9fff\uff01-\uff9f]*$/u],
  ['euc-jp', /[\u3040-\u30ff]/u, /^[\x20-\x7e\u3000-\u30ff\u4e00-\u9fff\uff01-\uff5e]*$/u],
  ['euc-kr', /[\uac00-\ud7af]{2}/u, /^[\x20-\x7e\uac00-\ud7af]*$/u],
  ['windows-1251', /[а-яё]{3}/iu, /^[\x20-\x7eа-яёі-їґ№«»–—’]*$/iu],
  ['gb18030', /[\u4e00-\u9fff]/u, /^[\x20-\x7e\u3000-\u3011\u4e00-\u9fff\uff01-\uff5e]*$/u],
];
/** A text of western Europe has accents here and there. */
const WESTERN = /^[\x20-\x7e\u00a0-\u00ff‘’“”–—…€œŒšŠžŽŸ]*$/u;
const MOST_ACCENTS = 0.4;
/** Greek and Cyrillic capitals in a row are accented letters to a western eye. */
const ACCENTS_IN_A_ROW = /[\u00c0-\u00ff]{3}/u;

/**
 * Reads a text in a code page that nobody has named: UTF-8, an East Asian one, Cyrillic or Western. Undefined where it is none
 * of these for sure: no text is better than a wrong one.
 */
export function decodeOldText(bytes: Buffer): string | undefined {
  const utf8 = decode(bytes, 'utf-8');
  if (utf8 !== undefined) return utf8.trim() || undefined;
  for (const [encoding, telling, ownLetters] of CODE_PAGES) {
    const text = decode(withoutHalf(bytes), encoding);
    if (text !== undefined && telling.test(text) && ownLetters.test(text) && !isWestern(bytes))
      return text.trim();
  }
  return isWestern(bytes) ? decode(bytes, 'windows-1252')?.trim() : undefined;
}

function isWestern(bytes: Buffer): boolean {
  const text = decode(bytes, 'windows-1252') ?? '';
  const accents = text.replace(/[\x20-\x7e]/g, '').length;
  return WESTERN.test(text) && accents <= text.length * MOST_ACCENTS && !ACCENTS_IN_A_ROW.test(text);
}

/** Thirty bytes may end amid a character. */
function withoutHalf(bytes: Buffer): Buffer {
  return bytes.length === 30 && (bytes.at(-1) ?? 0) >= 0x80 && decode(bytes, 'shift_jis') === undefined
    ? bytes.subarray(0, 29)
    : bytes;
}

function decode(bytes: Buffer, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
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
