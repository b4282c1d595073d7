import { join } from 'node:path';
import type { DataFolders } from './data-folders.ts';
import { natsPart } from './parts/nats.ts';
import { nginxPart } from './parts/nginx.ts';
import { postgresPart } from './parts/postgres.ts';
import { redisPart } from './parts/redis.ts';
import { servicePart } from './parts/service.ts';
import { turnPart } from './parts/turn.ts';
import { tvPart } from './parts/tv.ts';
import { findFreePort } from './processes/free-port.ts';
import type { Part } from './processes/part.ts';
import { settingsOf, type ServiceSettings } from './owner-settings.ts';
import type { Secrets } from './secrets.ts';
import { SERVICE_NAMES, type ServiceName } from './service-names.ts';
import { workspaceRoot } from './settings.ts';
import { loginsAt, natsUrlOf, postgresUrlOf, redisUrlOf, roleOf } from './store-logins.ts';

export interface StackPartsOptions {
  folders: DataFolders;
  libraryFolder: string;
  secrets: Secrets;
  port: number;
  httpPort: number | undefined;
  bind: string | undefined;
  publicUrl: string;
  /** What services read themselves, where the owner set it. */
  forServices: ServiceSettings;
  /** Of the TURN server; undefined: there is none. */
  turnPort: number | undefined;
  /** Of the server for televisions; undefined: there is none. */
  tvPort: number | undefined;
  lanAddresses: readonly string[];
  durable: boolean;
  /** The script of each service; the built ones unless a test has its own. */
  entries?: Partial<Record<ServiceName, string>>;
  webFolder?: string;
}

/** Every process of the stack in the stages in which they start: stores, services, the edge. */
export async function describeStack(options: StackPartsOptions): Promise<Part[][]> {
  const { folders, libraryFolder, secrets } = options;
  const [postgresPort, redisPort, natsPort] = [
    await findFreePort(),
    await findFreePort(),
    await findFreePort(),
  ];
  const ports = {} as Record<ServiceName, number>;
  for (const name of SERVICE_NAMES) ports[name] = await findFreePort();

  const logins = {
    postgres: loginsAt('postgres', secrets.storeLoginsSecret),
    redis: loginsAt('redis', secrets.storeLoginsSecret),
    nats: loginsAt('nats', secrets.storeLoginsSecret),
  };
  const stores = [
    postgresPart({
      folder: folders.postgres,
      port: postgresPort,
      password: secrets.postgresPassword,
      logins: logins.postgres,
      superuserPassword: secrets.postgresSuperuserPassword,
      durable: options.durable,
    }),
    redisPart({
      dataFolder: folders.redis,
      configFolder: folders.run,
      port: redisPort,
      password: secrets.redisPassword,
      logins: logins.redis,
    }),
    natsPart({
      dataFolder: folders.nats,
      configFolder: folders.run,
      port: natsPort,
      password: secrets.natsPassword,
      logins: logins.nats,
    }),
  ];

  const serviceUrl = (name: ServiceName) => `http://127.0.0.1:${ports[name]}`;
  const storesFor = (name: ServiceName) => ({
    HEARTH_POSTGRES_URL: postgresUrlOf(
      { user: roleOf(name), password: logins.postgres[name] },
      { port: postgresPort },
    ),
    HEARTH_NATS_URL: natsUrlOf({ user: name, password: logins.nats[name] }, { port: natsPort }),
  });
  const redisFor = (name: 'media' | 'indexer') => ({
    HEARTH_REDIS_URL: redisUrlOf({ user: name, password: logins.redis[name] }, { port: redisPort }),
  });
  const forAll = {
    HEARTH_PUBLIC_URL: options.publicUrl,
    HEARTH_JWKS_URL: `${serviceUrl('media')}/api/auth/jwks`,
    HEARTH_METRICS_SECRET_FILE: secrets.metricsSecretFile,
  };
  // Neither nginx nor a service leads anywhere near the indexer.
  const forThoseAsked = {
    HEARTH_EDGE_SECRET_FILE: secrets.edgeSecretFile,
    HEARTH_HOUSE_SECRET_FILE: secrets.houseSecretFile,
  };
  const forLibrary = {
    HEARTH_LIBRARY: libraryFolder,
    HEARTH_DERIVED: folders.derived,
  };
  const environments: Record<ServiceName, Record<string, string>> = {
    media: {
      ...storesFor('media'),
      ...forThoseAsked,
      ...redisFor('media'),
      ...forAll,
      ...forLibrary,
      HEARTH_JWT_PRIVATE_KEY_FILE: secrets.jwtPrivateKeyFile,
      HEARTH_LINK_SECRET_FILE: secrets.linkSecretFile,
      HEARTH_ADMIN_PASSWORD_FILE: secrets.adminPasswordFile,
    },
    indexer: {
      ...storesFor('indexer'),
      ...redisFor('indexer'),
      ...forAll,
      ...forLibrary,
    },
    analytics: {
      ...storesFor('analytics'),
      ...forThoseAsked,
      ...forAll,
      HEARTH_LIBRARY: libraryFolder,
      HEARTH_ACCESS_LOGS: folders.accessLogs,
      HEARTH_SERVICE_TOKEN_FILE: secrets.serviceTokenFile,
    },
    gateway: {
      ...storesFor('gateway'),
      ...forThoseAsked,
      ...forAll,
      HEARTH_CAPTURE_SECRET_FILE: secrets.captureSecretFile,
      HEARTH_LIBRARY: libraryFolder,
      ...(options.turnPort !== undefined && {
        HEARTH_TURN_PORT: String(options.turnPort),
        HEARTH_TURN_SECRET_FILE: secrets.turnSecretFile,
      }),
      HEARTH_EDGE_ADDRESS: `${hostOf(options.bind)}:${options.port}`,
      HEARTH_SERVICE_URLS: (['media', 'indexer', 'analytics'] as const)
        .map((name) => `${name}=${serviceUrl(name)}`)
        .join(','),
    },
  };
  const services = SERVICE_NAMES.map((name) =>
    servicePart({
      name,
      entry: options.entries?.[name] ?? join(workspaceRoot, 'apps', name, 'dist/main.js'),
      port: ports[name],
      env: { ...settingsOf(name, options.forServices), ...environments[name] },
      metricsSecret: secrets.metricsSecret,
    }),
  );

  const address = (name: ServiceName) => `127.0.0.1:${ports[name]}`;
  const edge = nginxPart({
    folder: folders.nginx,
    port: options.port,
    httpPort: options.httpPort,
    bind: options.bind,
    upstreams: { media: address('media'), analytics: address('analytics'), gateway: address('gateway') },
    webFolder: options.webFolder ?? join(workspaceRoot, 'apps/web/dist'),
    libraryFolder,
    derivedFolder: folders.derived,
    accessLogFolder: folders.accessLogs,
    tlsFolder: folders.tls,
    linkSecret: secrets.linkSecret,
    edgeSecret: secrets.edgeSecret,
    mapTiles: options.forServices.HEARTH_MAP_TILES,
    readyPath: '/api/health',
  });
  const turn =
    options.turnPort === undefined
      ? []
      : [
          turnPart({
            configFolder: folders.run,
            port: options.turnPort,
            secret: secrets.turnSecret,
            bind: options.bind,
            ownAddresses: options.lanAddresses,
            mayReachLoopback: !options.durable,
          }),
        ];
  const tv =
    options.tvPort === undefined
      ? []
      : [
          tvPart({
            dataFolder: join(folders.root, 'tv'),
            accessLogFolder: folders.accessLogs,
            libraryFolder,
            port: options.tvPort,
            hubName: options.forServices.HEARTH_HUB_NAME ?? 'Hearth',
            bind: options.bind,
          }),
        ];
  return [stores, services, [edge, ...turn, ...tv]];
}

/** Where this machine reaches what listens there; an address of IPv6 takes brackets. */
function hostOf(bind: string | undefined): string {
  if (bind === undefined) return '127.0.0.1';
  return bind.includes(':') ? `[${bind}]` : bind;
}
