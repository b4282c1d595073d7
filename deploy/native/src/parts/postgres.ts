import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { INHERITED_FOLDER } from '../processes/account.ts';
import type { Part } from '../processes/part.ts';
import { runCommand } from '../processes/run-command.ts';
import { workspaceRoot } from '../settings.ts';
import { SERVICE_NAMES } from '../service-names.ts';
import { StartupProblem } from '../startup-problem.ts';
import { postgresUrlOf, type Logins } from '../store-logins.ts';
import { postgresBinary, prepareCluster } from './postgres-cluster.ts';
import { findReasonSilent } from './tcp-dialogue.ts';

export interface PostgresOptions {
  folder: string;
  port: number;
  superuserPassword: string;
  /** Of the role `hearth`, which owns the database `hearth`. No service has it. */
  password: string;
  /** Of each service's role. */
  logins: Logins;
  /** False only for scratch databases: a crash of the machine may then lose them. */
  durable: boolean;
  /** More than a hub needs, for one that many tests share. */
  maxConnections?: number | undefined;
}

const DATABASE = 'hearth';

// A house's hub shares its machine: little memory, no process for replication that nobody set up, and no just-in-time
// compiling for queries of a few milliseconds.
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '80',
  shared_buffers: '96MB',
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  effective_cache_size: '512MB',
  max_wal_size: '512MB',
  max_logical_replication_workers: '0',
  jit: 'off',
  random_page_cost: '1.1',
  timezone: 'UTC',
  log_timezone: 'UTC',
};
// What was committed outlives the processes, though not the machine: tests kill them.
const UNSAFE_BUT_FAST = { fsync: 'off', full_page_writes: 'off' };

// "Do you speak TLS?": answered with one byte before anybody signs in (protocol 3.0, SSLRequest).
const SSL_REQUEST = Uint8Array.of(0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f);

const SQL_FOLDER = join(workspaceRoot, 'deploy/postgres');

/** Who may do what in one database; run as the superuser. */
export const readRightsSql = () => readFileSync(join(SQL_FOLDER, 'rights.sql'), 'utf8');

export function postgresUrl(
  { port, password }: { port: number; password: string },
  database = DATABASE,
): string {
  return postgresUrlOf({ user: 'hearth', password }, { port }, database);
}

export function postgresPart(options: PostgresOptions): Part {
  const { folder, port, superuserPassword } = options;
  return {
    name: 'postgres',
    port,
    // "Fast" shutdown: open sessions are cut off, everything committed is on disk.
    stopSignal: 'SIGINT',
    stopTimeoutMs: 5_000,
    // Replaying the log after a crash takes its time.
    readyTimeoutMs: 120_000,
    async prepare() {
      const account = await prepareCluster(folder, superuserPassword);
      const settings = {
        ...SETTINGS,
        port: String(port),
        ...(options.durable ? {} : UNSAFE_BUT_FAST),
        ...(options.maxConnections !== undefined && { max_connections: String(options.maxConnections) }),
      };
      return {
        file: postgresBinary(folder, 'postgres'),
        args: [
          '-D',
          INHERITED_FOLDER,
          ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
        ],
        account,
        inheritedFolder: folder,
        cwd: '/',
      };
    },
    async findReasonNotReady() {
      const outcome = await runCommand({
        file: postgresBinary(folder, 'pg_isready'),
        args: ['--quiet', '--host=127.0.0.1', `--port=${port}`, '--dbname=postgres'],
      });
      return outcome.exitCode === 0 ? undefined : 'it does not accept connections yet';
    },
    findReasonNotAlive: (answerWithinMs) => findReasonSilent(port, SSL_REQUEST, answerWithinMs),
    async afterReady() {
      const outcome = await runCommand({
        file: postgresBinary(folder, 'psql'),
        args: [
          '--no-psqlrc',
          '--quiet',
          '--host=127.0.0.1',
          `--port=${port}`,
          '--username=postgres',
          '--dbname=postgres',
        ],
        input: readFileSync(join(SQL_FOLDER, 'set-up.sql'), 'utf8') + readRightsSql(),
        env: {
          PGPASSWORD: superuserPassword,
          HEARTH_ROLE_PASSWORD: options.password,
          ...Object.fromEntries(
            SERVICE_NAMES.map((name) => [`HEARTH_${name.toUpperCase()}_PASSWORD`, options.logins[name]]),
          ),
          PGOPTIONS: '--client-min-messages=warning',
        },
      });
      if (outcome.exitCode !== 0) {
        throw new StartupProblem(
          `Postgres could not make the database "${DATABASE}": ${outcome.stderr.trim().split('\n')[0]}`,
        );
      }
    },
  };
}
