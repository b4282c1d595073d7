/** Characters that steer terminals or turn the direction of writing, so that `gpj.exe` reads as `exe.jpg`. */
// eslint-disable-next-line no-control-regex
const INVISIBLE = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** Tells a browser to save under this name (RFC 6266, section 4; RFC 8187 for all that is not ASCII). */
export function attachmentNamed(name: string): string {
  const clean = name.toWellFormed().replace(INVISIBLE, '').replace(/[/\\]/g, '_') || 'file';
  // Some clients decode a % in the plain form, others stop at a quote whether escaped or not.
  const plain = clean.replace(/[^\x20-\x7e]+|["%]/g, '_');
  return plain === clean
    ? `attachment; filename="${plain}"`
    : `attachment; filename="${plain}"; filename*=UTF-8''${encode(clean)}`;
}

/** RFC 8187, section 3.2.1: `attr-char` has none of `'()*`, which encodeURIComponent leaves as they are. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
