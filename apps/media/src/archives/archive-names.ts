import type { ArchivedFile } from '@hearth/catalog';
import { candidateNames } from '../storing/target-names.js';

// eslint-disable-next-line no-control-regex -- Windows has no names with these
const NOT_ON_WINDOWS = /[\u0000-\u001f<>:"|?*\\]/g;
/** Windows opens a device under these names, whatever comes after a dot. */
const RESERVED = /^(con|prn|aux|nul|com[0-9\u00b9\u00b2\u00b3]|lpt[0-9\u00b9\u00b2\u00b3])(?=\.|$)/i;

/** A name that Windows and macOS can keep: what they refuse is `_`. */
export function portableName(name: string): string {
  const kept = name
    .toWellFormed()
    .normalize('NFC')
    .replace(NOT_ON_WINDOWS, '_')
    .replace(/[. ]+$/, (end) => '_'.repeat(end.length))
    .replace(RESERVED, '_$1');
  return kept === '' ? '_' : kept;
}

/**
 * What the files are called in an archive, by their place in the list. Of a folder all lies in a folder of that name, as it lies
 * in the library, unless that name is nobody's business (`isNamed`); other files lie beside each other. Where two would have one name, on a disk that knows no case, the later one
 * gets a number.
 */
export function archiveNames(
  files: readonly Pick<ArchivedFile, 'folder' | 'name'>[],
  ofFolder: string | undefined,
  isNamed = true,
): string[] {
  const above = isNamed ? ofFolder?.slice(0, ofFolder.lastIndexOf('/') + 1) : ofFolder && `${ofFolder}/`;
  const taken = new Set<string>();
  return files.map(({ folder, name }) => {
    const inside = above === undefined ? '' : folderInside(folder, above);
    for (const candidate of candidateNames(portableName(name))) {
      const path = inside === '' ? candidate : `${inside}/${candidate}`;
      const key = path.toLowerCase();
      if (taken.has(key)) continue;
      taken.add(key);
      return path;
    }
    throw new Error('there are too many files of one name');
  });
}

/** Of the path what comes after these folders. */
function folderInside(folder: string, above: string): string {
  return folder.slice(above.length).split('/').filter(Boolean).map(portableName).join('/');
}
