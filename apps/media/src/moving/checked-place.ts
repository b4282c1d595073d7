import { checkFileName, checkFolder } from '@hearth/catalog';
import { HearthError } from '@hearth/platform';

/** A new name for a file. Throws `file.name-invalid`, with what is wrong. */
export function checkedName(given: string): string {
  const checked = checkFileName(given);
  if (!checked.ok) throw new HearthError('file.name-invalid', { detail: `The name ${checked.reason}.` });
  return checked.name;
}

/**
 * A folder that something is to be put into. What is there already may have a name that we would not give, and keeps it; the rest of
 * the path is checked. Throws `file.name-invalid`.
 */
export function checkedFolder(given: string, known: string): string {
  const [parts, knownParts] = [given.split('/'), known === '' ? [] : known.split('/')];
  const differsAt = parts.findIndex((part, at) => part !== knownParts[at]);
  const [kept, added] = differsAt === -1 ? [parts, []] : [parts.slice(0, differsAt), parts.slice(differsAt)];
  const checked = checkFolder(added.join('/'));
  if (!checked.ok) throw new HearthError('file.name-invalid', { detail: `The folder ${checked.reason}.` });
  const isHidden = given !== '' && parts.some((part) => part.startsWith('.'));
  if (isHidden) throw new HearthError('file.name-invalid', { detail: 'The folder begins with a dot.' });
  return [...kept, ...(added.length > 0 ? [checked.name] : [])].join('/');
}
