import { pipeCommand } from '../processes/pipe-command.ts';
import { StartupProblem } from '../startup-problem.ts';

/** What is asked of pg_dump: all of Hearth's schemas as SQL that any role may run, without extensions. */
export const DUMP_OPTIONS = [
  '--no-owner',
  '--no-privileges',
  '--encoding=UTF8',
  // Given a choice of schemas, pg_dump leaves out extensions, which `deploy/postgres/set-up.sql` makes.
  '--schema=*',
  ...['public', 'information_schema', 'pg_*'].map((schema) => `--exclude-schema=${schema}`),
];

/** For psql, when a backup is whole: the alert on old ones goes by it. A database of before that has no such table says nothing. */
export const NOTE_BACKUP = `SELECT 'INSERT INTO analytics.backups (made_at) VALUES (now()) ON CONFLICT (only_row) DO UPDATE SET made_at = now()'
WHERE to_regclass('analytics.backups') IS NOT NULL \\gexec
`;

/** For psql: a restore is there whole or not at all. */
export const RESTORE_OPTIONS = ['--no-psqlrc', '--quiet', '--single-transaction', '--set=ON_ERROR_STOP=1'];

/** Takes out the one setting that pg_dump writes since version 17 and that earlier ones stumble over. */
export async function makeReadableForOlderPostgres(path: string): Promise<void> {
  const script = '1,40{/^SET transaction_timeout = 0;$/d}';
  const { exitCode, stderr } = await pipeCommand({ file: 'sed', args: ['--in-place', script, path] });
  if (exitCode !== 0) throw new StartupProblem(`The database's text could not be written: ${stderr.trim()}`);
}

/** The first complaint of a Postgres program. */
export function firstComplaint(stderr: string): string {
  const lines = stderr.trim().split('\n');
  return lines.find((line) => /error|fatal/i.test(line)) ?? lines[0] ?? 'no reason given';
}
