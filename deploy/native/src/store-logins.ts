import { createHmac } from 'node:crypto';
import { SERVICE_NAMES, type ServiceName } from './service-names.ts';

export type Store = 'postgres' | 'redis' | 'nats';

/** What each service shows to one store. */
export type Logins = Readonly<Record<ServiceName, string>>;

/**
 * The services' passwords for a store, which follow from one secret: each is another, and none of them tells of the others or of the
 * secret (RFC 5869 derives keys so).
 */
export function loginsAt(store: Store, secret: string): Logins {
  const passwordOf = (name: ServiceName) =>
    createHmac('sha256', secret).update(`${store}/${name}`).digest('base64url');
  return Object.fromEntries(SERVICE_NAMES.map((name) => [name, passwordOf(name)])) as Record<
    ServiceName,
    string
  >;
}

/** What copies of a store show one another where there are several, apart from any service's. */
export function peerPasswordAt(store: 'postgres' | 'nats', secret: string): string {
  return createHmac('sha256', secret).update(`${store}-peers`).digest('base64url');
}

interface Address {
  host?: string;
  port: number;
}

/** The role of a service in Postgres. */
export const roleOf = (name: ServiceName) => `hearth_${name}`;

export function postgresUrlOf(
  login: { user: string; password: string },
  { host = '127.0.0.1', port }: Address,
  database = 'hearth',
): string {
  return `postgres://${login.user}:${encodeURIComponent(login.password)}@${host}:${port}/${database}`;
}

/** `user` is empty for the one who may do everything. */
export function redisUrlOf(
  { user, password }: { user: string; password: string },
  { host = '127.0.0.1', port }: Address,
): string {
  return `redis://${user}:${encodeURIComponent(password)}@${host}:${port}/0`;
}

export function natsUrlOf(
  { user, password }: { user: string; password: string },
  { host = '127.0.0.1', port }: Address,
): string {
  return `nats://${user}:${encodeURIComponent(password)}@${host}:${port}`;
}
