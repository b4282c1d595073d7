const OPENING = new Set(['[', '{']);
const CLOSING = new Set([']', '}']);

/**
 * Whether a JSON text nests deeper than `limit`. One pass over the characters, before anything is built of them: what is built of
 * a million brackets costs many times what they cost to send. Text that is no JSON is told so by the parser.
 */
export function nestsDeeperThan(text: string, limit: number): boolean {
  let depth = 0;
  let isInString = false;
  for (let place = 0; place < text.length; place += 1) {
    const character = text[place] as string;
    if (isInString) {
      if (character === '\\') place += 1;
      else if (character === '"') isInString = false;
    } else if (character === '"') isInString = true;
    else if (OPENING.has(character)) {
      depth += 1;
      if (depth > limit) return true;
    } else if (CLOSING.has(character)) depth -= 1;
  }
  return false;
}
