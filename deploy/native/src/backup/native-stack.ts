import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { listDataFolders } from '../data-folders.ts';
import { postgresPart, postgresUrl } from '../parts/postgres.ts';
import { findInstalledPostgresVersions } from '../postgres-binaries.ts';
import { postgresBinary } from '../parts/postgres-cluster.ts';
import { findFreePort } from '../processes/free-port.ts';
import { pipeCommand } from '../processes/pipe-command.ts';
import { RunningPart } from '../processes/running-part.ts';
import { ensureSecrets } from '../secrets.ts';
import { loginsAt } from '../store-logins.ts';
import { StartupProblem } from '../startup-problem.ts';
import { findRunningSupervisor, takeLock } from '../supervisor/instance-lock.ts';
import { readState } from '../supervisor/state-file.ts';
import {
  DUMP_OPTIONS,
  NOTE_BACKUP,
  RESTORE_OPTIONS,
  firstComplaint,
  makeReadableForOlderPostgres,
} from './database-text.ts';

/** What a restore replaces; the pictures stay, as they are named after what they show. */
const REPLACED = ['postgres', 'redis', 'nats', 'accessLogs', 'secrets', 'tls'] as const;

export function isThereNatively(dataFolder: string): boolean {
  const folders = listDataFolders(dataFolder);
  return REPLACED.some((name) => existsSync(folders[name]) && readdirSync(folders[name]).length > 0);
}

/** Runs Postgres alone on the data folder of a stack that is not running. */
async function withPostgres<T>(dataFolder: string, use: (url: string) => Promise<T>): Promise<T> {
  const folders = listDataFolders(dataFolder);
  for (const path of [folders.run, folders.logs]) mkdirSync(path, { recursive: true, mode: 0o700 });
  const lock = takeLock(dataFolder);
  if (lock === undefined) throw new StartupProblem(`Hearth is running on ${dataFolder}.`);
  try {
    const secrets = ensureSecrets(folders.secrets, undefined);
    const [port, password] = [await findFreePort(), secrets.postgresPassword];
    const superuserPassword = secrets.postgresSuperuserPassword;
    const logins = loginsAt('postgres', secrets.storeLoginsSecret);
    const part = postgresPart({
      folder: folders.postgres,
      port,
      password,
      logins,
      superuserPassword,
      durable: true,
    });
    const running = new RunningPart(part, join(folders.logs, 'postgres.log'));
    await running.start();
    try {
      return await use(postgresUrl({ port, password }));
    } finally {
      await running.stop();
    }
  } finally {
    lock.release();
  }
}

function urlOfRunning(dataFolder: string): string {
  const port = readState(dataFolder)?.parts.find(({ name }) => name === 'postgres')?.port;
  if (port === undefined) throw new StartupProblem('Hearth is starting; try again in a moment.');
  const password = readFileSync(
    join(listDataFolders(dataFolder).secrets, 'postgres-password'),
    'utf8',
  ).trim();
  return postgresUrl({ port, password });
}

/** Puts the database, as of one moment, and the keys into `target`, whether Hearth runs or not; returns Postgres' version. */
export async function collectNatively(dataFolder: string, target: string): Promise<number> {
  const folders = listDataFolders(dataFolder);
  if (!existsSync(join(folders.postgres, 'PG_VERSION')))
    throw new StartupProblem(`There is nothing to back up in ${dataFolder}.`);
  const database = join(target, 'database.sql');
  const dump = (url: string) =>
    pipeCommand({
      file: postgresBinary(folders.postgres, 'pg_dump'),
      args: [...DUMP_OPTIONS, `--dbname=${url}`],
      to: database,
    });
  const isRunning = findRunningSupervisor(dataFolder) !== undefined;
  const outcome = isRunning ? await dump(urlOfRunning(dataFolder)) : await withPostgres(dataFolder, dump);
  if (outcome.exitCode !== 0)
    throw new StartupProblem(`The database could not be read: ${firstComplaint(outcome.stderr)}`);
  await makeReadableForOlderPostgres(database);
  for (const name of ['secrets', 'tls'] as const)
    cpSync(folders[name], join(target, name), { recursive: true });
  return Number(readFileSync(join(folders.postgres, 'PG_VERSION'), 'utf8'));
}

export async function noteNatively(dataFolder: string, scratch: string): Promise<void> {
  const from = join(scratch, 'note.sql');
  writeFileSync(from, NOTE_BACKUP);
  const note = (url: string) =>
    pipeCommand({
      file: postgresBinary(listDataFolders(dataFolder).postgres, 'psql'),
      args: [...RESTORE_OPTIONS, `--dbname=${url}`],
      from,
    });
  const isRunning = findRunningSupervisor(dataFolder) !== undefined;
  const outcome = isRunning ? await note(urlOfRunning(dataFolder)) : await withPostgres(dataFolder, note);
  if (outcome.exitCode !== 0)
    throw new StartupProblem(
      `The backup was made, but that could not be written down: ${firstComplaint(outcome.stderr)}`,
    );
}

/**
 * Brings what `source` holds into an empty data folder. What was there before is moved aside, and back when it fails;
 * returns where it is.
 */
export async function restoreNatively(dataFolder: string, source: string): Promise<string | undefined> {
  if (findRunningSupervisor(dataFolder) !== undefined)
    throw new StartupProblem('Hearth is running: stop it first with ./hearth down.');
  if (findInstalledPostgresVersions().length === 0)
    throw new StartupProblem('PostgreSQL is not installed (Debian package: postgresql).');
  const folders = listDataFolders(dataFolder);
  const aside = join(dataFolder, `before-restore-${new Date().toISOString().replace(/[:.]/g, '-')}`);
  const wasThere = isThereNatively(dataFolder);
  mkdirSync(dataFolder, { recursive: true });
  if (wasThere) moveAll(dataFolder, aside);
  try {
    for (const name of ['secrets', 'tls'] as const)
      cpSync(join(source, name), folders[name], { recursive: true });
    await withPostgres(dataFolder, async (url) => {
      const outcome = await pipeCommand({
        file: postgresBinary(folders.postgres, 'psql'),
        args: [...RESTORE_OPTIONS, `--dbname=${url}`],
        from: join(source, 'database.sql'),
      });
      if (outcome.exitCode !== 0)
        throw new StartupProblem(`The database could not be brought back: ${firstComplaint(outcome.stderr)}`);
    });
  } catch (error) {
    for (const name of REPLACED) rmSync(folders[name], { recursive: true, force: true });
    if (wasThere) moveAll(aside, dataFolder);
    throw error;
  }
  return wasThere ? aside : undefined;
}

function moveAll(from: string, to: string): void {
  mkdirSync(to, { recursive: true, mode: 0o700 });
  const [sources, targets] = [listDataFolders(from), listDataFolders(to)];
  for (const name of REPLACED) if (existsSync(sources[name])) renameSync(sources[name], targets[name]);
}
