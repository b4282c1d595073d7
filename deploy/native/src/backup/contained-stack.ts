import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Compose } from '../compose.ts';
import { pipeCommand } from '../processes/pipe-command.ts';
import { StartupProblem } from '../startup-problem.ts';
import {
  DUMP_OPTIONS,
  NOTE_BACKUP,
  RESTORE_OPTIONS,
  firstComplaint,
  makeReadableForOlderPostgres,
} from './database-text.ts';

/** The volumes that a restore replaces; pictures stay, as they are named after what they show. */
const REPLACED = ['keys', 'postgres', 'redis', 'nats', 'access-logs'];
const MASTER_KEYS = '/keys/master';

async function mustSucceed(
  what: string,
  running: Promise<{ exitCode: number; stdout: string; stderr: string }>,
): Promise<string> {
  const { exitCode, stdout, stderr } = await running;
  if (exitCode !== 0) throw new StartupProblem(`${what}: ${firstComplaint(stderr)}`);
  return stdout;
}

export async function isThereInContainers(compose: Compose): Promise<boolean> {
  const volumes = await compose.listVolumes();
  return REPLACED.some((name) => volumes.has(name));
}

/** Runs Postgres, and the keeper that it waits for, as long as `use` takes, unless they are running anyway. */
async function withPostgres<T>(compose: Compose, use: () => Promise<T>): Promise<T> {
  const before = await compose.listRunning();
  if (before.includes('postgres')) return use();
  await mustSucceed('Postgres did not start', compose.run(['up', '--detach', '--wait', 'postgres']));
  try {
    return await use();
  } finally {
    await (before.length === 0 ? compose.run(['down']) : compose.run(['stop', 'postgres']));
  }
}

/** Puts the database, as of one moment, and the keys into `target`; returns Postgres' version. */
export async function collectFromContainers(compose: Compose, target: string): Promise<number> {
  if (!(await isThereInContainers(compose)))
    throw new StartupProblem('There is nothing to back up in containers.');
  const [database, keys] = [join(target, 'database.sql'), join(target, 'keys.tar')];
  return withPostgres(compose, async () => {
    const inPostgres = ['exec', '-T', 'postgres'];
    const dump = [...inPostgres, 'pg_dump', ...DUMP_OPTIONS, '--username=postgres', '--dbname=hearth'];
    await mustSucceed('The database could not be read', compose.run(dump, { to: database }));
    await makeReadableForOlderPostgres(database);
    const pack = ['exec', '-T', 'keeper', 'tar', '--create', '--directory', MASTER_KEYS, 'secrets', 'tls'];
    await mustSucceed('The keys could not be read', compose.run(pack, { to: keys }));
    const unpack = ['--extract', `--file=${keys}`, '--no-same-owner', '--directory', target];
    await mustSucceed('The keys could not be unpacked', pipeCommand({ file: 'tar', args: unpack }));
    rmSync(keys);
    const version = await mustSucceed(
      'Postgres does not say its version',
      compose.run([
        ...inPostgres,
        'psql',
        '--username=postgres',
        '--tuples-only',
        '--command=SHOW server_version_num',
      ]),
    );
    return Math.floor(Number(version) / 10_000);
  });
}

export async function noteInContainers(compose: Compose, scratch: string): Promise<void> {
  const from = join(scratch, 'note.sql');
  writeFileSync(from, NOTE_BACKUP);
  const note = [
    'exec',
    '-T',
    'postgres',
    'psql',
    ...RESTORE_OPTIONS,
    '--username=postgres',
    '--dbname=hearth',
  ];
  await withPostgres(compose, () =>
    mustSucceed('The backup was made, but that could not be written down', compose.run(note, { from })),
  );
}

/** Brings what `source` holds into empty volumes; what was in them before is gone. */
export async function restoreIntoContainers(compose: Compose, source: string): Promise<void> {
  if ((await compose.listRunning()).length > 0)
    throw new StartupProblem('Hearth is running: stop it first with docker compose down.');
  await mustSucceed('Compose', compose.run(['--profile', '*', 'down']));
  const volumes = await compose.listVolumes();
  const replaced = REPLACED.flatMap((name) => volumes.get(name) ?? []);
  if (replaced.length > 0) {
    await mustSucceed('The volumes could not be emptied', compose.docker(['volume', 'rm', ...replaced]));
  }
  const packed = join(source, '..', 'packed');
  mkdirSync(packed, { mode: 0o700 });
  const keys = join(packed, 'keys.tar');
  const pack = [
    '--create',
    `--file=${keys}`,
    '--owner=0',
    '--group=0',
    '--directory',
    source,
    'secrets',
    'tls',
  ];
  await mustSucceed('The keys could not be packed', pipeCommand({ file: 'tar', args: pack }));
  const unpack = `umask 077 && mkdir -p ${MASTER_KEYS} && tar --extract --directory ${MASTER_KEYS}`;
  const inKeeper = ['run', '--rm', '--no-deps', '-T', '--entrypoint', 'sh', 'keeper', '-c', unpack];
  await mustSucceed('The keys could not be brought back', compose.run(inKeeper, { from: keys }));
  await withPostgres(compose, () => {
    const restore = ['psql', ...RESTORE_OPTIONS, '--username=postgres', '--dbname=hearth'];
    // As the role that the services work as, so that all of it belongs to that.
    const asRole = ['exec', '-T', '--env', 'PGOPTIONS=--role=hearth', 'postgres', ...restore];
    return mustSucceed(
      'The database could not be brought back',
      compose.run(asRole, { from: join(source, 'database.sql') }),
    );
  });
}
