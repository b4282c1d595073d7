import { lchownSync, lstatSync, readdirSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { StartupProblem } from '../startup-problem.ts';

export interface Owner {
  uid: number;
  gid: number;
}

/** A volume of ours, which the engine makes as root's. */
export function handOverVolume(folder: string, owner: Owner): void {
  const { uid, gid } = lstatSync(folder);
  if (uid !== owner.uid || gid !== owner.gid) lchownSync(folder, owner.uid, owner.gid);
}

/**
 * Makes the library usable for the account that the services run as. A folder of root's (the engine makes a missing
 * `./library` so) is handed over with the folders of root's in it; files, and what belongs to anyone else, are left as
 * they are.
 */
export function handOverLibrary(library: string, owner: Owner): void {
  if (owner.uid !== 0) {
    // The engine makes what it mounts where it is missing, as root's.
    const ours = join(library, '.hearth');
    for (const folder of [library, ours]) if (belongsToRoot(folder)) giveFolders(folder, owner);
  }
  for (const [permission, verb] of [
    ['-r', 'read'],
    ['-x', 'enter'],
    ['-w', 'write to'],
  ] as const) {
    if (mayDo(permission, library, owner)) continue;
    const { uid, gid } = lstatSync(library);
    throw new StartupProblem(
      `Hearth runs as user ${owner.uid} and group ${owner.gid}, who may not ${verb} the library folder. ` +
        `Put HEARTH_UID=${uid} and HEARTH_GID=${gid}, its owner, into .env and run "docker compose up" again.`,
    );
  }
}

/** Made as the account itself, since the folder above it may be anyone's that lets this account write. */
export function ensureFolderAs(folder: string, { uid, gid }: Owner): void {
  const outcome = spawnSync('mkdir', ['-p', folder], { uid, gid, cwd: '/', encoding: 'utf8' });
  if (outcome.status !== 0)
    throw new StartupProblem(`The folder ${folder} cannot be made: ${outcome.stderr.trim()}.`);
}

function belongsToRoot(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.uid === 0;
}

function giveFolders(folder: string, owner: Owner): void {
  lchownSync(folder, owner.uid, owner.gid);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    const path = join(folder, entry.name);
    if (belongsToRoot(path)) giveFolders(path, owner);
  }
}

/** Asked of the kernel as that account, so that access lists and read-only mounts count too. */
function mayDo(permission: '-r' | '-w' | '-x', path: string, { uid, gid }: Owner): boolean {
  const outcome = spawnSync('test', [permission, path], { uid, gid, cwd: '/' });
  if (outcome.error !== undefined) throw outcome.error;
  return outcome.status === 0;
}
