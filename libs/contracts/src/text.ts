import { z } from 'zod';

/** Half of a character that UTF-16 needs two units for: no other encoding can hold it. */
const wellFormed = z.string().refine((value) => value.isWellFormed(), 'must not hold half a character');

/** Text that a database can hold: PostgreSQL has no place for the character NUL. */
export function text({ min = 0, max }: { min?: number; max: number }) {
  return wellFormed
    .min(min)
    .max(max)
    .refine((value) => !value.includes('\0'), 'must not hold the character NUL');
}

/**
 * Control characters, those that turn the direction of the text around them (Unicode, UAX #9), line breaks, and whatever shows
 * as nothing at all: the fillers of Hangul and the empty pattern of Braille are letters and signs to Unicode.
 */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/u;
/** Pictures are joined and coloured by characters that show as nothing by themselves (UTS #51). */
const EMOJI =
  /[\d#*]\ufe0f\u20e3|\p{Extended_Pictographic}(?:\ufe0f|\p{Emoji_Modifier}|[\u{e0020}-\u{e007e}]+\u{e007f})?(?:\u200d\p{Extended_Pictographic}(?:\ufe0f|\p{Emoji_Modifier})?)*/gu;

/** What people and devices are called: one line, without spaces around it, nothing that shows as something else. */
export function displayName({ max, form = 'NFC' }: { max: number; form?: 'NFC' | 'NFKC' }) {
  return wellFormed
    .transform((name) => name.normalize(form).trim())
    .pipe(
      z
        .string()
        .min(1)
        .max(max)
        .refine((name) => !UNSEEN.test(name.replace(EMOJI, '')), 'must not hold characters that do not show'),
    );
}

/** What somebody signs in by: one spelling of letters that look the same, as `ａ` and `a` do (Unicode, UAX #15). */
export function userName({ max }: { max: number }) {
  return displayName({ max, form: 'NFKC' });
}

/** A password that is being set; what is typed at sign-in is only compared. */
export const newPassword = z.string().min(8).max(1000);

/** A folder inside the library, `/` between its parts, empty at the top. It names nothing outside of it. */
export const libraryFolder = text({ max: 1000 }).refine(
  (path) => path === '' || path.split('/').every((part) => part !== '' && part !== '.' && part !== '..'),
  'must be a folder inside the library',
);
