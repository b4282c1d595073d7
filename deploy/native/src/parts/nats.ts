import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Part } from '../processes/part.ts';
import { SERVICE_NAMES } from '../service-names.ts';
import type { Logins } from '../store-logins.ts';
import { natsRightsOf } from './nats-rights.ts';
import { exchangeFirstBytes, findReasonSilent } from './tcp-dialogue.ts';

interface NatsSettings {
  host: string;
  port: number;
  /** Of `hearth`, who may do everything: for the owner and for tests, no service has it. */
  password: string;
  logins: Logins;
  dataFolder: string;
}

export interface NatsOptions extends Omit<NatsSettings, 'host'> {
  configFolder: string;
}

export const NATS_OWNER = 'hearth';

function describeUsers({ password, logins }: Pick<NatsSettings, 'password' | 'logins'>): string {
  const users = [
    { user: NATS_OWNER, password },
    ...SERVICE_NAMES.map((user) => ({ user, password: logins[user], permissions: natsRightsOf(user) })),
  ];
  return `authorization { users: ${JSON.stringify(users, undefined, 2)} }`;
}

/** What `nats.conf` holds, natively and in containers. */
export function describeNatsSettings({ host, port, dataFolder, ...who }: NatsSettings): string {
  const settings = [
    `listen: "${host}:${port}"`,
    describeUsers(who),
    `jetstream { store_dir: ${JSON.stringify(dataFolder)}, max_memory_store: 64MB, max_file_store: 2GB }`,
    'logtime: true',
  ];
  return settings.join('\n') + '\n';
}

/**
 * What `cluster.conf` holds: one of several servers that keep the same. Its name is in `$HEARTH_NATS_NAME`; whoever knows the
 * password of the routes is a server.
 */
export function describeNatsCluster(peers: readonly string[], routePassword: string): string {
  const routes = peers.map((peer) => `nats://route:${routePassword}@${peer}:6222`);
  const cluster = {
    name: 'hearth',
    listen: '0.0.0.0:6222',
    authorization: { user: 'route', password: routePassword, timeout: 5 },
    // Clients reach the servers by the names they know, or hear of their addresses when they connect.
    routes,
  };
  return (
    ['include "./nats.conf"', 'server_name: $HEARTH_NATS_NAME', `cluster: ${JSON.stringify(cluster)}`].join(
      '\n',
    ) + '\n'
  );
}

export function natsPart({ configFolder, ...options }: NatsOptions): Part {
  const { dataFolder, port } = options;
  const configPath = join(configFolder, 'nats.conf');
  return {
    name: 'nats',
    port,
    stopSignal: 'SIGTERM',
    stopTimeoutMs: 3_000,
    readyTimeoutMs: 30_000,
    async prepare() {
      mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
      const settings = describeNatsSettings({ host: '127.0.0.1', ...options });
      writeFileSync(configPath, settings, { mode: 0o600 });
      return { file: 'nats-server', args: ['-c', configPath] };
    },
    findReasonNotAlive: (answerWithinMs) => findReasonSilent(port, undefined, answerWithinMs),
    async findReasonNotReady() {
      try {
        // The server speaks first and says in its INFO line whether JetStream is up.
        const info = await exchangeFirstBytes(port, undefined);
        return /"jetstream":\s*true/.test(info) ? undefined : 'JetStream is not up yet';
      } catch (error) {
        return (error as Error).message;
      }
    },
  };
}
