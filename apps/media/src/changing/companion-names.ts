import type { Companion } from '@hearth/catalog';
import { nameBeside } from '../storing/target-names.js';

/** What a companion is to be called when its file gets a new name: it stays recognisable as its own. */
export function companionName(
  companion: Pick<Companion, 'name'>,
  formerName: string,
  newName: string,
): string {
  const isNamedAfter = companion.name.startsWith(`${formerName}.`);
  if (isNamedAfter) return `${newName}${companion.name.slice(formerName.length)}`;
  if (formerName === newName) return companion.name;
  // Google numbers its side-cars in a way that says little beside another name.
  return /\.json$/i.test(companion.name) ? `${newName}.json` : nameBeside(companion.name, newName);
}
