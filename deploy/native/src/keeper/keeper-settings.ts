import { readSettings } from '../owner-settings.ts';
import { StartupProblem } from '../startup-problem.ts';

const NAMES = [
  'HEARTH_PORT',
  'HEARTH_HTTP_PORT',
  'HEARTH_BIND',
  'HEARTH_PUBLIC_URL',
  'HEARTH_HOSTNAMES',
  'HEARTH_ADMIN_USERNAME',
  'HEARTH_ADMIN_PASSWORD',
  'HEARTH_UID',
  'HEARTH_GID',
] as const;

export type KeeperSettings = ReturnType<typeof parseKeeperSettings>;

function readHostNames(text = ''): string[] {
  const names = text.split(',').filter((name) => name !== '');
  if (!names.every((name) => /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(name)))
    throw new StartupProblem('HEARTH_NATS_PEERS must be names with commas between them.');
  return names;
}

/** Throws StartupProblem. */
export function parseKeeperSettings(environment: Record<string, string | undefined>) {
  return Object.freeze({
    ...readSettings(NAMES, environment),
    /** As the owner wrote it; in the container the library is always at one place, and compose has read its signs. */
    HEARTH_LIBRARY: environment['HEARTH_LIBRARY'] || './library',
    /** The servers of a NATS cluster, as swarm/ and kubernetes/ name them. */
    natsPeers: readHostNames(environment['HEARTH_NATS_PEERS']),
  });
}
