import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { OperatorAccess } from './operator-route.js';
import { isSameSecret } from './same-secret.js';

/** What is shown at a service's own port, where every program of the machine may knock. Without one nobody is let in. */
export interface OperatorSecrets {
  /** By who reads figures. */
  readonly metrics: string | undefined;
  /** By the services among each other; not by the indexer, which opens hostile files. */
  readonly house: string | undefined;
}

export const OPERATOR_SECRETS = Symbol('OperatorSecrets');

/** Decides who may see the pages that are not for people. */
@Injectable()
export class Operators {
  constructor(@Inject(OPERATOR_SECRETS) private readonly secrets: OperatorSecrets) {}

  /** The secret is shown as a bearer token (RFC 6750, section 2.1), as Prometheus does. */
  maySee({ headers }: Pick<FastifyRequest, 'headers'>, access: OperatorAccess): boolean {
    if (access === 'anybody' || access === 'key') return true;
    const [, shown] = /^Bearer (\S+)$/i.exec(headers.authorization ?? '') ?? [];
    return isSameSecret(shown, this.secrets[access]);
  }
}
