import type { FastifyRequest } from 'fastify';
import { isIP } from 'node:net';

const LONGEST_USER_AGENT = 300;

/** Where a request comes from, as nginx and the client itself say. */
export interface Client {
  readonly ip: string;
  readonly userAgent: string | undefined;
}

export function clientOf({ ip, headers }: FastifyRequest): Client {
  return { ip, userAgent: headers['user-agent']?.slice(0, LONGEST_USER_AGENT) };
}

/** The address as the database takes it. */
export function findAddress({ ip }: Pick<Client, 'ip'>): string | null {
  return isIP(ip) ? ip : null;
}
