import { lchownSync, lstatSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Account } from '../processes/account.ts';
import { StartupProblem } from '../startup-problem.ts';

interface UserEntry {
  uid: number;
  gid: number;
}

function findUser(name: string): UserEntry | undefined {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`));
  const fields = line?.split(':');
  return fields === undefined ? undefined : { uid: Number(fields[2]), gid: Number(fields[3]) };
}

function giveTo(folder: string, { uid, gid }: UserEntry): void {
  const stats = lstatSync(folder);
  if (stats.uid !== uid || stats.gid !== gid) lchownSync(folder, uid, gid);
  if (!stats.isDirectory()) return;
  for (const name of readdirSync(folder)) giveTo(join(folder, name), { uid, gid });
}

/**
 * Postgres refuses to run as root. Started by root it gets the `postgres` user, which Debian's package makes, and the
 * folder becomes that user's.
 */
export function choosePostgresAccount(folder: string): Account {
  if (process.getuid?.() !== 0) return { kind: 'self' };
  const user = findUser('postgres') ?? findUser('nobody');
  if (user === undefined) {
    throw new StartupProblem(
      'Postgres does not run as root, and this machine has neither a "postgres" nor a "nobody" user.',
    );
  }
  giveTo(folder, user);
  return { kind: 'user', ...user };
}
