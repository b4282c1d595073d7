import type { Companion } from '@hearth/catalog';
import { nameBeside } from '../uploading/target-names.js';

/** What a companion is to be called when its file gets a new name: it stays recognisable as its own. */
export function companionName(
  companion: Pick<Companion, 'name'>,
  formerName: string,
  newName: string,
): string {
  const isNamedAfter = companion.name.startsWith(`${formerName}.`);
  if (isNamedAfter) return `${newName}${companion.name.slice(formerName.length)}`;
  return formerName === newName ? companion.name : nameBeside(companion.name, newName);
}
