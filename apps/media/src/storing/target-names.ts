/** Where the extension begins; a name that is all extension has none. */
export function splitName(name: string): { base: string; extension: string } {
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? { base: name, extension: '' } : { base: name.slice(0, dot), extension: name.slice(dot) };
}

const MAX_NAME_BYTES = 255;
/** Beyond that somebody is playing. */
const MAX_NAMESAKES = 1_000;

/** The names to try in turn: as it came, then `name (2).ext`, `name (3).ext`, … each within the 255 bytes of a name. */
export function* candidateNames(name: string): Generator<string> {
  yield name;
  const { base, extension } = splitName(name);
  for (let number = 2; number <= MAX_NAMESAKES; number += 1) {
    const suffix = ` (${number})${extension}`;
    yield `${shorten(base, MAX_NAME_BYTES - Buffer.byteLength(suffix))}${suffix}`;
  }
}

/** The name of one half of a Live Photo beside the other, which may have been given a number. */
export function nameBeside(name: string, partner: string): string {
  return `${splitName(partner).base}${splitName(name).extension}`;
}

/** As much of the text as fits, whole characters only. */
function shorten(text: string, maxBytes: number): string {
  if (Buffer.byteLength(text) <= maxBytes) return text;
  let shortened = '';
  for (const character of text) {
    if (Buffer.byteLength(shortened + character) > maxBytes) break;
    shortened += character;
  }
  return shortened.trimEnd();
}
