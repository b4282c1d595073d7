// Bidirectional controls (Unicode Standard Annex 9, section 2): with them `photo<202E>gpj.exe` looks like `photoexe.jpg`.
// Control and separator characters would vanish or break lines.
const UNSEEN = /[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/gu;
const CONTROL_PICTURES_START = 0x2400;
const DELETE = 0x7f;
const PICTURE_OF_DELETE = '\u2421';
const REPLACEMENT = '\uFFFD';

/** A name or another text that came with a file, with what would disguise it made visible. For showing alone. */
export function visibleText(text: string): string {
  return text.replace(UNSEEN, (character) => {
    const code = character.charCodeAt(0);
    if (code === DELETE) return PICTURE_OF_DELETE;
    return code < 0x20 ? String.fromCharCode(CONTROL_PICTURES_START + code) : REPLACEMENT;
  });
}
