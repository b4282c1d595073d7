import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { KEY_RING_GROUPS, type KeyRings, type KeyRingOwner } from './key-rings.ts';

type ChangeGroup = (path: string, gid: number) => void;

const giveToGroup: ChangeGroup = (path, gid) => chownSync(path, process.getuid?.() ?? 0, gid);

/**
 * Lays the keys out in one folder per owner, which only that owner's group may enter. Files that are right already are
 * left alone; a file is complete under its name or not there.
 */
export function writeKeyRings(root: string, rings: KeyRings, changeGroup: ChangeGroup = giveToGroup): void {
  for (const [owner, files] of Object.entries(rings) as [KeyRingOwner, Record<string, string>][]) {
    const gid = KEY_RING_GROUPS[owner];
    const folder = join(root, owner);
    mkdirSync(folder, { recursive: true, mode: 0o750 });
    chmodSync(folder, 0o750);
    changeGroup(folder, gid);
    for (const name of readdirSync(folder)) if (!(name in files)) rmSync(join(folder, name));
    for (const [name, text] of Object.entries(files)) {
      const path = join(folder, name);
      if (existsSync(path) && readFileSync(path, 'utf8') === text) continue;
      const unfinished = `${path}.unfinished`;
      writeFileSync(unfinished, text, { mode: 0o640 });
      changeGroup(unfinished, gid);
      renameSync(unfinished, path);
    }
  }
}
