import { closeSync, constants, openSync } from 'node:fs';

/** Under whose name a process runs. */
export type Account =
  | { kind: 'self' }
  /** Root drops to this user. */
  | { kind: 'user'; uid: number; gid: number };

export interface ProcessCommand {
  file: string;
  args: string[];
  env?: Record<string, string>;
  cwd?: string;
  account?: Account;
  /** Opened by us and handed to the process as `INHERITED_FOLDER`. */
  inheritedFolder?: string;
}

/**
 * How a process reaches its inherited folder: through a handle that we opened. So a process of another user needs no
 * permission on the folders above, be they below /root.
 */
export const INHERITED_FOLDER = '/proc/self/fd/3';

/** Runs `launch` with what follows standard input, output and error in the child. */
export function withInheritedFolder<T>(command: ProcessCommand, launch: (handles: number[]) => T): T {
  if (command.inheritedFolder === undefined) return launch([]);
  const handle = openSync(command.inheritedFolder, constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    return launch([handle]);
  } finally {
    closeSync(handle);
  }
}

/** The command line that runs `command` under its account. `dieWithParent` adds PR_SET_PDEATHSIG, prctl(2). */
export function wrapForAccount(
  command: ProcessCommand,
  { dieWithParent }: { dieWithParent: boolean },
): [string, ...string[]] {
  const account = command.account ?? { kind: 'self' };
  const setpriv = ['setpriv'];
  if (account.kind === 'user')
    setpriv.push(`--reuid=${account.uid}`, `--regid=${account.gid}`, '--clear-groups');
  if (dieWithParent) setpriv.push('--pdeathsig=KILL');
  const wrapped =
    setpriv.length > 1 ? [...setpriv, '--', command.file, ...command.args] : [command.file, ...command.args];
  return wrapped as [string, ...string[]];
}

const PASSED_ON = ['PATH', 'HOME', 'TZ', 'TMPDIR', 'TERM'];

/** Children get only what they need: our own environment may hold the admin's password. */
export function childEnvironment(own: Record<string, string> = {}): Record<string, string> {
  const kept: Record<string, string> = { LANG: 'C.UTF-8' };
  for (const name of PASSED_ON) {
    const value = process.env[name];
    if (value !== undefined) kept[name] = value;
  }
  // nginx and nats-server live where an ordinary user's PATH does not lead.
  kept['PATH'] = `${kept['PATH'] ?? '/usr/bin:/bin'}:/usr/local/sbin:/usr/sbin:/sbin`;
  return { ...kept, ...own };
}
