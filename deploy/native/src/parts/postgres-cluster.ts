import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { INHERITED_FOLDER, type Account } from '../processes/account.ts';
import { findStartTicks } from '../processes/process-identity.ts';
import { runCommand } from '../processes/run-command.ts';
import { StartupProblem } from '../startup-problem.ts';
import { choosePostgresAccount } from './postgres-account.ts';
import { getPostgresBinaries } from '../postgres-binaries.ts';

const ORPHAN_END_TIMEOUT_MS = 5_000;

/**
 * Makes the database cluster unless it is there. It is made under another name and renamed at the end, so that a start
 * cut short leaves no half of one.
 */
async function ensureCluster(folder: string, superuserPassword: string): Promise<void> {
  if (existsSync(join(folder, 'PG_VERSION'))) return;
  const unfinished = `${folder}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true, mode: 0o700 });
  const account = choosePostgresAccount(unfinished);
  const scratch = mkdtempSync(join(tmpdir(), 'hearth-initdb-'));
  try {
    const passwordFile = join(scratch, 'password');
    writeFileSync(passwordFile, superuserPassword, { mode: 0o600 });
    if (account.kind === 'user')
      for (const path of [scratch, passwordFile]) chownSync(path, account.uid, account.gid);
    const outcome = await runCommand({
      file: join(getPostgresBinaries(unfinished), 'initdb'),
      args: [
        `--pgdata=${INHERITED_FOLDER}`,
        '--username=postgres',
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C.UTF-8',
        '--data-checksums',
        // The first checkpoint at shutdown syncs; a crash before that only leaves the unfinished folder.
        '--no-sync',
      ],
      account,
      inheritedFolder: unfinished,
      cwd: '/',
    });
    if (outcome.exitCode !== 0) {
      const reason =
        outcome.stderr.split('\n').find((line) => /error|fatal/i.test(line)) ?? outcome.stderr.trim();
      throw new StartupProblem(`Postgres could not make its data folder: ${reason}`);
    }
    rmSync(folder, { recursive: true, force: true });
    renameSync(unfinished, folder);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
    rmSync(unfinished, { recursive: true, force: true });
  }
}

/**
 * After a crash `postmaster.pid` may name a server that still runs on this folder without us (it is ended), or a pid that
 * belongs to something else by now (Postgres would then refuse to start, so the file goes).
 */
async function clearStaleServer(folder: string): Promise<void> {
  const pidFile = join(folder, 'postmaster.pid');
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
  if (!worksIn(pid, folder)) {
    rmSync(pidFile, { force: true });
    return;
  }
  process.kill(pid, 'SIGQUIT');
  const deadline = Date.now() + ORPHAN_END_TIMEOUT_MS;
  while (findStartTicks(pid) !== undefined && Date.now() < deadline) await delay(50);
}

function worksIn(pid: number, folder: string): boolean {
  if (!Number.isInteger(pid) || pid <= 1) return false;
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(folder);
  } catch {
    return false;
  }
}

export function postgresBinary(folder: string, name: string): string {
  return join(getPostgresBinaries(folder), name);
}

export async function prepareCluster(folder: string, superuserPassword: string): Promise<Account> {
  await ensureCluster(folder, superuserPassword);
  await clearStaleServer(folder);
  return choosePostgresAccount(folder);
}
