import type { PlaceName } from '@hearth/catalog';
import type { NearTown } from './decide-town.js';

/** In the languages in which times are read, too; see time-words.ts. */
const COUNTRIES = ['en', 'de'].map((language) => new Intl.DisplayNames([language], { type: 'region' }));

/** A town as people are shown it, and the words that it is found by. */
export function namePlace({ name, country }: Pick<NearTown, 'name' | 'country'>): PlaceName {
  const [inEnglish = country, ...others] = COUNTRIES.map((names) => names.of(country) ?? country);
  const place = name === inEnglish ? name : `${name}, ${inEnglish}`;
  return { place, words: [...new Set([name, inEnglish, ...others])].join(' ') };
}
