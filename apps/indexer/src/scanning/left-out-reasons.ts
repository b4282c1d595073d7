import { readdirSync } from 'node:fs';

/** Names that are not UTF-8 come with this in place of what could not be read. */
export const REPLACEMENT = '\uFFFD';
export const HAS_BROKEN_NAME = 'has a name that is not valid UTF-8';

/** The names in a folder, as they are read, of what has other bytes on the disk. */
export function brokenNamesIn(folder: string): Set<string> {
  const broken = new Set<string>();
  for (const bytes of readdirSync(folder, { encoding: 'buffer' })) {
    const name = bytes.toString('utf8');
    if (!Buffer.from(name, 'utf8').equals(bytes)) broken.add(name);
  }
  return broken;
}

/** Why what is there is not indexed, though nobody excluded it; undefined for files and folders. */
export function reasonAgainst(status: {
  isFile(): boolean;
  isDirectory(): boolean;
  isSymbolicLink(): boolean;
}): string | undefined {
  if (status.isFile() || status.isDirectory()) return undefined;
  return status.isSymbolicLink() ? 'is a symbolic link' : 'is not a regular file';
}
