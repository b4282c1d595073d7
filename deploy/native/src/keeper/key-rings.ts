import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeNatsCluster, describeNatsSettings } from '../parts/nats.ts';
import { describeEdgeSecret } from '../parts/nginx.ts';
import { describeRedisSettings } from '../parts/redis.ts';
import type { Secrets } from '../secrets.ts';
import { SERVICE_NAMES, type ServiceName } from '../service-names.ts';
import { workspaceRoot } from '../settings.ts';
import { loginsAt, natsUrlOf, peerPasswordAt, postgresUrlOf, redisUrlOf, roleOf } from '../store-logins.ts';
import type { CertificateFiles } from '../tls/certificates.ts';
import { describeTurnSettings } from '../parts/turn-settings.ts';

/**
 * Who gets keys, with the group that alone may read them. `deploy/docker-compose.yml` puts each container into its
 * group, so that the indexer, which opens hostile files, cannot read what media signs tokens with.
 */
export const KEY_RING_GROUPS = {
  media: 7101,
  indexer: 7102,
  analytics: 7103,
  gateway: 7104,
  edge: 7105,
  postgres: 7106,
  redis: 7107,
  nats: 7108,
  turn: 7109,
  metrics: 7110,
} as const;

export type KeyRingOwner = keyof typeof KEY_RING_GROUPS;

/** The files of each owner: name → text. */
export type KeyRings = Record<KeyRingOwner, Record<string, string>>;

export interface KeyRingSources {
  secrets: Secrets;
  certificates: CertificateFiles;
  publicUrl: string;
  /** Of this machine, on which the TURN server may relay to itself. */
  lanAddresses: readonly string[];
  /** The servers of a NATS cluster, by name; none: there is one server. */
  natsPeers: readonly string[];
}

/** What each container reads at its start, with the stores under the names they have on the inner network. */
export function describeKeyRings(sources: KeyRingSources): KeyRings {
  const { secrets, certificates } = sources;
  const text = (path: string) => readFileSync(path, 'utf8');
  const logins = {
    postgres: loginsAt('postgres', secrets.storeLoginsSecret),
    redis: loginsAt('redis', secrets.storeLoginsSecret),
    nats: loginsAt('nats', secrets.storeLoginsSecret),
  };
  const storesFor = (name: ServiceName) => ({
    'postgres-url': postgresUrlOf(
      { user: roleOf(name), password: logins.postgres[name] },
      { host: 'postgres', port: 5432 },
    ),
    'nats-url': natsUrlOf({ user: name, password: logins.nats[name] }, { host: 'nats', port: 4222 }),
  });
  const redisFor = (name: ServiceName) => ({
    'redis-url': redisUrlOf({ user: name, password: logins.redis[name] }, { host: 'redis', port: 6379 }),
  });
  const forFigures = { 'metrics-secret': secrets.metricsSecret };
  const forThoseAsked = { 'edge-secret': secrets.edgeSecret, 'house-secret': secrets.houseSecret };
  return {
    media: {
      ...storesFor('media'),
      ...redisFor('media'),
      'public-url': sources.publicUrl,
      'jwt-private-key.pem': text(secrets.jwtPrivateKeyFile),
      'link-secret': secrets.linkSecret,
      ...forThoseAsked,
      ...forFigures,
      'admin-password': text(secrets.adminPasswordFile),
    },
    indexer: { ...storesFor('indexer'), ...redisFor('indexer'), ...forFigures },
    analytics: {
      ...storesFor('analytics'),
      'service-token': text(secrets.serviceTokenFile),
      ...forThoseAsked,
      ...forFigures,
    },
    gateway: {
      ...storesFor('gateway'),
      'public-url': sources.publicUrl,
      'turn-secret': secrets.turnSecret,
      ...forThoseAsked,
      ...forFigures,
      'capture-secret': text(secrets.captureSecretFile),
    },
    edge: {
      'link-secret': secrets.linkSecret,
      'edge-secret.conf': describeEdgeSecret(secrets.edgeSecret),
      'ca.crt': text(certificates.caCertificate),
      'ca.mobileconfig': text(certificates.caProfile),
      'server.crt': text(certificates.certificate),
      'server.key': text(certificates.key),
    },
    postgres: {
      'set-up.sql': text(join(workspaceRoot, 'deploy/postgres/set-up.sql')),
      'rights.sql': text(join(workspaceRoot, 'deploy/postgres/rights.sql')),
      check: text(join(workspaceRoot, 'deploy/containers/postgres/check')),
      standby: text(join(workspaceRoot, 'deploy/containers/postgres/standby')),
      'pg_hba.conf': text(join(workspaceRoot, 'deploy/containers/postgres/pg_hba.conf')),
      'standby-password': peerPasswordAt('postgres', secrets.storeLoginsSecret),
      'superuser-password': secrets.postgresSuperuserPassword,
      'role-password': secrets.postgresPassword,
      ...Object.fromEntries(SERVICE_NAMES.map((name) => [`${name}-password`, logins.postgres[name]])),
    },
    redis: {
      'redis.conf': describeRedisSettings({
        host: '0.0.0.0',
        port: 6379,
        password: secrets.redisPassword,
        logins: logins.redis,
        dataFolder: '/data',
      }),
      password: secrets.redisPassword,
    },
    nats: {
      'nats.conf': `${describeNatsSettings({
        host: '0.0.0.0',
        port: 4222,
        password: secrets.natsPassword,
        logins: logins.nats,
        dataFolder: '/data',
      })}http: "127.0.0.1:8222"\n`,
      ...(sources.natsPeers.length > 0 && {
        'cluster.conf': describeNatsCluster(
          sources.natsPeers,
          peerPasswordAt('nats', secrets.storeLoginsSecret),
        ),
      }),
    },
    metrics: forFigures,
    turn: { 'turnserver.conf': describeTurnSettings(secrets.turnSecret, sources.lanAddresses) },
  };
}
