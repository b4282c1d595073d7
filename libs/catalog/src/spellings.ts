const ALPHABETS = [
  'abcdefghijklmnopqrstuvwxyz',
  'абвгдежзийклмнопрстуфхцчшщъыьэюя',
  'αβγδεζηθικλμνξοπρστυφχψω',
];

/**
 * Every word that one typing error turns into this one (Damerau, 1964): two letters that changed places, one too many, one too
 * few, another one. The word itself is not among them.
 */
export function spellingsOf(word: string): string[] {
  const letters = [...(ALPHABETS.find((alphabet) => alphabet.includes(word[0] ?? '')) ?? '')];
  const found = new Set<string>();
  for (let at = 0; at <= word.length; at++) {
    const [before, after] = [word.slice(0, at), word.slice(at)];
    for (const letter of letters) found.add(before + letter + after);
    if (after === '') continue;
    found.add(before + after.slice(1));
    for (const letter of letters) found.add(before + letter + after.slice(1));
    if (after.length > 1) found.add(before + after[1] + after[0] + after.slice(2));
  }
  found.delete(word);
  return [...found];
}
