import { readFileSync, statSync } from 'node:fs';
import { isHiddenFile, isHiddenFolder } from '@hearth/catalog/hidden-name';
import ignore, { type Ignore } from 'ignore';

/** What people write to keep files out of the index: lines as in git's `.gitignore`, for the folder it lies in and all below. */
export const IGNORE_FILE = '.hearthignore';
const MAX_IGNORE_BYTES = 256 * 1024;

/**
 * What is left out of the index by its name, or because a `.hearthignore` says so. Reads each of those once: an instance is
 * for one look at the library.
 */
export class Exclusions {
  private readonly rules = new Map<string, Ignore | undefined>();
  private last: { folder: string; all: readonly { top: string; rules: Ignore }[] } | undefined;

  /** @param root of the library, absolute */
  constructor(private readonly root: string) {}

  /** Whether a file at this path, or a folder with all that is in it, is left out. What lies above it counts, too. */
  isExcluded(path: string, isFolder: boolean): boolean {
    const parts = path.split('/');
    for (let depth = 1; depth < parts.length; depth++) {
      if (this.isExcludedInFolder(parts.slice(0, depth - 1).join('/'), parts[depth - 1] ?? '', true))
        return true;
    }
    return this.isExcludedInFolder(parts.slice(0, -1).join('/'), parts.at(-1) ?? '', isFolder);
  }

  /** The same for a name in a folder that is known not to be left out. */
  isExcludedInFolder(folder: string, name: string, isFolder: boolean): boolean {
    if (isFolder ? isHiddenFolder(name) : isHiddenFile(name)) return true;
    const path = folder === '' ? name : `${folder}/${name}`;
    // The nearest file has the last word, as with git.
    for (const { top, rules } of this.rulesFor(folder)) {
      const below = top === '' ? path : path.slice(top.length + 1);
      const { ignored, unignored } = rules.test(isFolder ? `${below}/` : below);
      if (ignored || unignored) return ignored;
    }
    return false;
  }

  /** All that counts for a folder, the nearest first. Files come folder by folder, so the answer is kept for the last one. */
  private rulesFor(folder: string): readonly { top: string; rules: Ignore }[] {
    if (this.last?.folder === folder) return this.last.all;
    const all: { top: string; rules: Ignore }[] = [];
    for (let top: string | undefined = folder; top !== undefined; top = parentOf(top)) {
      const rules = this.rulesIn(top);
      if (rules) all.push({ top, rules });
    }
    this.last = { folder, all };
    return all;
  }

  private rulesIn(folder: string): Ignore | undefined {
    if (this.rules.has(folder)) return this.rules.get(folder);
    const rules = readRules(`${this.root}/${folder === '' ? '' : `${folder}/`}${IGNORE_FILE}`);
    this.rules.set(folder, rules);
    return rules;
  }
}

function readRules(path: string): Ignore | undefined {
  try {
    const status = statSync(path, { throwIfNoEntry: false });
    if (!status?.isFile() || status.size > MAX_IGNORE_BYTES) return undefined;
    return ignore({ ignorecase: true }).add(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

function parentOf(folder: string): string | undefined {
  if (folder === '') return undefined;
  return folder.slice(0, Math.max(0, folder.lastIndexOf('/')));
}
