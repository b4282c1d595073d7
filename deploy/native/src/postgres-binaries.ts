import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartupProblem } from './startup-problem.ts';

// Debian keeps each major version apart and none of them on the PATH.
const DEBIAN_VERSIONS_FOLDER = '/usr/lib/postgresql';

export function findInstalledPostgresVersions(): number[] {
  if (!existsSync(DEBIAN_VERSIONS_FOLDER)) return [];
  return readdirSync(DEBIAN_VERSIONS_FOLDER)
    .map(Number)
    .filter((version) => existsSync(join(DEBIAN_VERSIONS_FOLDER, String(version), 'bin', 'postgres')))
    .sort((a, b) => b - a);
}

/** The folder of binaries that fits an existing cluster, or the newest for a new one. */
export function getPostgresBinaries(clusterFolder: string): string {
  const installed = findInstalledPostgresVersions();
  const versionFile = join(clusterFolder, 'PG_VERSION');
  const wanted = existsSync(versionFile) ? Number(readFileSync(versionFile, 'utf8').trim()) : installed[0];
  if (wanted === undefined)
    throw new StartupProblem('PostgreSQL is not installed (Debian package: postgresql).');
  if (!installed.includes(wanted)) {
    throw new StartupProblem(
      `The database in ${clusterFolder} was made by PostgreSQL ${wanted}, which is not installed (Debian package: postgresql-${wanted}).`,
    );
  }
  return join(DEBIAN_VERSIONS_FOLDER, String(wanted), 'bin');
}
