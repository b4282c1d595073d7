import { splitName } from './target-names.js';

/** How far apart the two halves of a Live Photo are by their times. */
export const PAIR_WITHIN_MS = 5_000;

const PICTURES = ['heic', 'heif', 'jpg', 'jpeg'];
const FILMS = ['mov', 'mp4'];

/** As which names the other half of a Live Photo would lie beside this one; none where this can be no half. */
export function otherHalvesOf(name: string): string[] {
  const { base, extension } = splitName(name);
  const own = extension.slice(1).toLowerCase();
  const others = PICTURES.includes(own) ? FILMS : FILMS.includes(own) ? PICTURES : [];
  return others.flatMap((other) => [`${base}.${other}`, `${base}.${other.toUpperCase()}`]);
}
