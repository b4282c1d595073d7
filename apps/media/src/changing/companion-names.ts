import { nameBeside } from '../storing/target-names.js';

/** What disks take. */
const LONGEST_BYTES = 255;

/**
 * What the companions of a file are to be called when it gets a new name, in the order they are given: each stays recognisable as
 * its own, and no two get one name. One that can get none keeps its own.
 */
export function companionNames(
  names: readonly string[],
  formerName: string,
  newName: string,
): readonly string[] {
  const taken = new Set([folded(newName)]);
  return names.map((name) => {
    const given = wantedNames(name, formerName, newName).find(
      (wanted) => Buffer.byteLength(wanted) <= LONGEST_BYTES && !taken.has(folded(wanted)),
    );
    taken.add(folded(given ?? name));
    return given ?? name;
  });
}

/** The one that says most first. */
function wantedNames(name: string, formerName: string, newName: string): string[] {
  if (formerName === newName) return [name];
  const appended = name.startsWith(`${formerName}.`) ? [`${newName}${name.slice(formerName.length)}`] : [];
  // Google numbers its side-cars in a way that says little beside another name.
  if (/\.json$/i.test(name))
    return [...appended, `${newName}.json`, `${newName}.supplemental-metadata.json`, `${newName}.supp.json`];
  // Apple's notes of the original (`IMG_O1.AAE`) stand beside those of the edited picture (`IMG_1.AAE`).
  return [...appended, nameBeside(name, newName), `${newName}${/\.[^.]*$/.exec(name)?.[0] ?? ''}`];
}

/** Disks that fold names take two of them for one. */
function folded(name: string): string {
  return name.normalize('NFC').toLowerCase();
}
