import { isHiddenFile, isHiddenFolder } from './hidden-name.js';

/** What a file or folder in the library may be called, or why not. */
export type CheckedName =
  { readonly ok: true; readonly name: string } | { readonly ok: false; readonly reason: string };

/** Of ext4, NTFS, APFS and most others. */
const MAX_NAME_BYTES = 255;
const MAX_PATH_BYTES = 1_000;
const MAX_FOLDER_DEPTH = 32;

// eslint-disable-next-line no-control-regex -- that they are refused is the point
const CONTROL_CHARACTERS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;
/** They make `photo<RLO>gpj.exe` look like `photoexe.jpg`. */
const BIDI_CONTROLS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/;
/** What no font draws: soft hyphens, zero-width spaces, variation selectors, fillers; and white space. */
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Z}\u2800]/gu;
/** Stands where bytes were that are no UTF-8: what the name was is lost. */
const UNREADABLE = '\ufffd';
/** Windows opens a device under these names, whatever comes after a dot. */
const RESERVED = /^(con|prn|aux|nul|com[0-9\u00b9\u00b2\u00b3]|lpt[0-9\u00b9\u00b2\u00b3])(\.|$)/i;

const PASSED_OVER = 'is a name that the library passes over, as systems and programs use it for themselves';

/**
 * The one place that says which names come into the library. A name is taken as it is, in Unicode's composed form (NFC),
 * or refused; it is never bent into another one. What the next scan would pass over (`film.part`, `Thumbs.db`) is refused, too:
 * who was told that it is stored would look for it in vain.
 */
export function checkFileName(given: string): CheckedName {
  return checkListed(given, isHiddenFile);
}

/**
 * The same without what is passed over. Programs that write on a network drive put a file beside the other and give it its name
 * when it is whole: `~WRD0001.tmp`.
 */
export function checkPassingName(given: string): CheckedName {
  const name = given.normalize('NFC');
  const reason = findFlaw(name);
  return reason === undefined ? { ok: true, name } : { ok: false, reason };
}

/** The same for a folder's path inside the library: each part is a name; the empty path is the library itself. */
export function checkFolder(given: string): CheckedName {
  if (given === '') return { ok: true, name: '' };
  const parts = given.split('/').map((part) => checkListed(part, isHiddenFolder));
  const flawed = parts.find((part) => !part.ok);
  if (flawed) return flawed;
  if (parts.length > MAX_FOLDER_DEPTH) {
    return { ok: false, reason: `has more than ${MAX_FOLDER_DEPTH} folders in each other` };
  }
  const name = given.normalize('NFC');
  if (Buffer.byteLength(name) > MAX_PATH_BYTES)
    return { ok: false, reason: `is longer than ${MAX_PATH_BYTES} bytes` };
  return { ok: true, name };
}

/** A name that people gave to something else, a device say, as the name of a folder in the library. */
export function asFileName(given: string, otherwise: string): string {
  const cleaned = given
    .normalize('NFC')
    .replaceAll(new RegExp(`${CONTROL_CHARACTERS.source}|${BIDI_CONTROLS.source}|[/\\\\]`, 'g'), ' ')
    .replace(/^[.\s]+|[.\s]+$/g, '')
    .slice(0, 60)
    .trim();
  return checkFileName(cleaned).ok && checkFolder(cleaned).ok ? cleaned : otherwise;
}

function checkListed(given: string, isHidden: (name: string) => boolean): CheckedName {
  const checked = checkPassingName(given);
  return checked.ok && isHidden(checked.name) ? { ok: false, reason: PASSED_OVER } : checked;
}

function findFlaw(name: string): string | undefined {
  if (name === '') return 'is empty';
  if (!name.isWellFormed()) return 'is not valid Unicode';
  if (name.includes(UNREADABLE)) return 'is not valid UTF-8';
  if (CONTROL_CHARACTERS.test(name)) return 'holds control characters';
  if (BIDI_CONTROLS.test(name)) return 'holds characters that change the direction of writing';
  if (/[/\\]/.test(name)) return 'holds a slash or a backslash';
  // `.` and `..` among them. What begins with a dot is hidden, and the library never lists it.
  if (name.startsWith('.')) return 'begins with a dot';
  if (/^\s|[\s.]$/.test(name)) return 'begins with a space, or ends with a space or a dot';
  if (/^(\.|$)/.test(name.replaceAll(UNSEEN, ''))) return 'shows no character';
  if (RESERVED.test(name)) return 'is reserved by Windows';
  if (Buffer.byteLength(name) > MAX_NAME_BYTES) return `is longer than ${MAX_NAME_BYTES} bytes`;
  return undefined;
}
