import { existsSync, lchownSync, lstatSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../processes/run-command.ts';
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

async function canWork(account: Account, folder: string): Promise<boolean> {
  const outcome = await runCommand({ file: 'test', args: ['-w', folder], account, cwd: '/' });
  return outcome.exitCode === 0;
}

/**
 * Postgres refuses to run as root. As root it gets the `postgres` user, which Debian's package makes; when that user
 * cannot reach the folder (say, below a closed /root), a user namespace in which root is seen as that user. The folder
 * is handed over to whom it must belong.
 */
export async function choosePostgresAccount(folder: string): Promise<Account> {
  if (process.getuid?.() !== 0) return { kind: 'self' };
  const user = findUser('postgres') ?? findUser('nobody');
  if (user === undefined || !existsSync(folder)) {
    throw new StartupProblem(
      'Postgres does not run as root, and this machine has neither a "postgres" nor a "nobody" user.',
    );
  }
  const asUser: Account = { kind: 'user', ...user };
  giveTo(folder, user);
  if (await canWork(asUser, folder)) return asUser;

  const inNamespace: Account = { kind: 'namespace', ...user };
  giveTo(folder, { uid: 0, gid: 0 });
  if (await canWork(inNamespace, folder)) return inNamespace;
  throw new StartupProblem(
    `Postgres does not run as root, and the user "postgres" may not enter ${folder}: put HEARTH_DATA where other users may pass through, or start Hearth as an ordinary user.`,
  );
}
