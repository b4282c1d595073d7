import type { BackingService } from '@hearth/native';
import {
  describeNatsSettings,
  describeRedisSettings,
  findFreePort,
  loginsAt,
  NATS_OWNER,
  natsUrlOf,
  postgresUrlOf,
  redisUrlOf,
  roleOf,
  SERVICE_NAMES,
  superuserUrlAt,
} from '@hearth/native';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { GenericContainer, Wait, getContainerRuntimeClient } from 'testcontainers';

const DEPLOY = resolve(import.meta.dirname, '../../../deploy');
const HEALTH_CHECK = { interval: 200, timeout: 5_000, retries: 300, startPeriod: 0 };
const STOP_TIMEOUT_SEC = 10;

/** The image that `docker compose up` would take for this store. */
export function imageOf(store: string, compose: string): string {
  const [, image] = new RegExp(`^  ${store}:\\n(?:    .*\\n)*?    image: (\\S+)$`, 'm').exec(compose) ?? [];
  if (image === undefined) throw new Error(`deploy/docker-compose.yml names no image for ${store}`);
  return image;
}

/** The command line that `docker compose up` would give it, so that its planner, say, works the same. */
export function commandOf(store: string, compose: string): string[] {
  const [, lines = ''] =
    new RegExp(`^  ${store}:\\n(?:    .*\\n)*?    command:\\n((?:      - .*\\n)+)`, 'm').exec(compose) ?? [];
  return [...lines.matchAll(/^ +- (.*)$/gm)].map(([, argument]) => argument as string);
}

function composeText(): string {
  return readFileSync(join(DEPLOY, 'docker-compose.yml'), 'utf8');
}

function containerOf(store: string): GenericContainer {
  return new GenericContainer(imageOf(store, composeText()));
}

function makeSecret(): string {
  return randomBytes(24).toString('base64url');
}

/** Testcontainers' watchdog removes what a test that dies leaves behind; where its image is not, tests go without it. */
async function doWithoutMissingWatchdog(): Promise<void> {
  const { container } = await getContainerRuntimeClient();
  const images = await container.dockerode.listImages({ filters: { reference: ['testcontainers/ryuk'] } });
  if (images.length === 0) process.env['TESTCONTAINERS_RYUK_DISABLED'] = 'true';
}

interface Running {
  service: BackingService;
  remove(): Promise<void>;
}

async function run(
  container: GenericContainer,
  {
    port,
    innerPort,
    url,
    urlFor,
  }: Pick<BackingService, 'url' | 'urlFor'> & { port: number; innerPort: number },
): Promise<Running> {
  await doWithoutMissingWatchdog();
  const started = await container
    .withExposedPorts({ container: innerPort, host: port })
    .withWaitStrategy(Wait.forHealthCheck())
    .start();
  const handle = (await getContainerRuntimeClient()).container.getById(started.getId());
  const service: BackingService = {
    url,
    urlFor,
    port,
    // It runs in a namespace of its own.
    pid: undefined,
    start: () => started.restart(),
    async stop() {
      await handle.stop({ t: STOP_TIMEOUT_SEC });
    },
    async kill() {
      await handle.kill({ signal: 'SIGKILL' });
      await handle.wait();
    },
  };
  return { service, remove: async () => void (await started.stop({ timeout: 0 })) };
}

/** Set up by the very files that `docker compose up` uses. */
export async function runPostgres({ maxConnections }: { maxConnections?: number } = {}): Promise<
  Running & { superuserUrl: string }
> {
  const [port, password, superuserPassword] = [await findFreePort(), makeSecret(), makeSecret()];
  const logins = loginsAt('postgres', makeSecret());
  const container = containerOf('postgres')
    .withEnvironment({
      POSTGRES_PASSWORD: superuserPassword,
      POSTGRES_INITDB_ARGS: '--encoding=UTF8 --locale-provider=builtin --locale=C.UTF-8',
    })
    .withCommand([
      ...commandOf('postgres', composeText()),
      '-cfsync=off',
      '-cfull_page_writes=off',
      ...(maxConnections === undefined ? [] : [`-cmax_connections=${maxConnections}`]),
    ])
    .withCopyContentToContainer([
      { content: password, target: '/keys/postgres/role-password', mode: 0o644 },
      ...SERVICE_NAMES.map((name) => ({
        content: logins[name],
        target: `/keys/postgres/${name}-password`,
        mode: 0o644,
      })),
    ])
    .withCopyFilesToContainer([
      ...['set-up.sql', 'rights.sql'].map((name) => ({
        source: join(DEPLOY, 'postgres', name),
        target: `/keys/postgres/${name}`,
        mode: 0o644,
      })),
      { source: join(DEPLOY, 'containers/postgres/check'), target: '/keys/postgres/check', mode: 0o644 },
    ])
    .withHealthCheck({ ...HEALTH_CHECK, test: ['CMD', 'sh', '/keys/postgres/check'] });
  const running = await run(container, {
    port,
    innerPort: 5432,
    url: postgresUrlOf({ user: 'hearth', password }, { port }),
    urlFor: (name) => postgresUrlOf({ user: roleOf(name), password: logins[name] }, { port }),
  });
  return { ...running, superuserUrl: superuserUrlAt({ port, password: superuserPassword }) };
}

export async function runRedis(): Promise<Running> {
  const [port, password] = [await findFreePort(), makeSecret()];
  const logins = loginsAt('redis', makeSecret());
  const content = describeRedisSettings({
    host: '0.0.0.0',
    port: 6379,
    password,
    logins,
    dataFolder: '/data',
  });
  const container = containerOf('redis')
    .withCommand(['redis-server', '/tmp/redis.conf'])
    .withCopyContentToContainer([{ content, target: '/tmp/redis.conf', mode: 0o644 }])
    .withHealthCheck({
      ...HEALTH_CHECK,
      test: ['CMD-SHELL', `REDISCLI_AUTH=${password} redis-cli ping | grep -qx PONG`],
    });
  return run(container, {
    port,
    innerPort: 6379,
    url: redisUrlOf({ user: '', password }, { port }),
    urlFor: (user) => redisUrlOf({ user, password: logins[user] }, { port }),
  });
}

/** Keeps its streams in `dataFolder`, on this side of the container. */
export async function runNats(dataFolder: string): Promise<Running> {
  mkdirSync(dataFolder, { recursive: true });
  const [port, password] = [await findFreePort(), makeSecret()];
  const logins = loginsAt('nats', makeSecret());
  const content = describeNatsSettings({
    host: '0.0.0.0',
    port: 4222,
    password,
    logins,
    dataFolder: '/data',
  });
  const container = containerOf('nats')
    .withCommand(['-c', '/tmp/nats.conf', '--http_port', '8222'])
    .withCopyContentToContainer([{ content, target: '/tmp/nats.conf', mode: 0o644 }])
    .withUser(`${process.getuid?.() ?? 0}:${process.getgid?.() ?? 0}`)
    .withBindMounts([{ source: dataFolder, target: '/data', mode: 'rw' }])
    .withHealthCheck({
      ...HEALTH_CHECK,
      test: ['CMD', 'wget', '-q', '-O', '/dev/null', 'http://127.0.0.1:8222/healthz'],
    });
  return run(container, {
    port,
    innerPort: 4222,
    url: natsUrlOf({ user: NATS_OWNER, password }, { port }),
    urlFor: (user) => natsUrlOf({ user, password: logins[user] }, { port }),
  });
}
