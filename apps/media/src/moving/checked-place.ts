import {
  checkFileName,
  checkFolder,
  checkPassingName,
  isHiddenFolder,
  type CheckedName,
} from '@hearth/catalog';
import { HearthError } from '@hearth/platform';

/** A new name for a file. Throws `file.name-invalid`, with what is wrong. */
export function checkedName(given: string): string {
  return taken(checkFileName(given), 'name');
}

/** One that a program gives a file for a moment: `~WRD0001.tmp`. Throws `file.name-invalid`. */
export function checkedPassingName(given: string): string {
  return taken(checkPassingName(given), 'name');
}

/**
 * A folder that something is to be put into. What is there already may have a name that we would not give, and keeps it; the rest of
 * the path is checked. Throws `file.name-invalid`.
 */
export function checkedFolder(given: string, known: string): string {
  const [parts, knownParts] = [given.split('/'), known === '' ? [] : known.split('/')];
  const differsAt = parts.findIndex((part, at) => part !== knownParts[at]);
  const [kept, added] = differsAt === -1 ? [parts, []] : [parts.slice(0, differsAt), parts.slice(differsAt)];
  const checked = taken(checkFolder(added.join('/')), 'folder');
  if (kept.some(isHiddenFolder))
    throw new HearthError('file.name-invalid', { detail: 'The folder is hidden.' });
  return [...kept, ...(added.length > 0 ? [checked] : [])].join('/');
}

function taken(checked: CheckedName, what: 'name' | 'folder'): string {
  if (!checked.ok) throw new HearthError('file.name-invalid', { detail: `The ${what} ${checked.reason}.` });
  return checked.name;
}
