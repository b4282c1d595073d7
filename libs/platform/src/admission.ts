import { Injectable } from '@nestjs/common';
import { hasRole, type Endpoint } from '@hearth/contracts';
import type { FastifyRequest } from 'fastify';
import { callerOf } from './caller.js';
import { HearthError } from './problem.js';
import { findToken, isFromOtherSite } from './token-source.js';
import { TokenVerifier } from './token-verifier.js';

/** Decides whether a request may come in, by its head alone. */
@Injectable()
export class Admission {
  constructor(private readonly tokens: TokenVerifier) {}

  /**
   * Sets `request.caller` where the endpoint is not open. Throws `request.forged`, `auth.required`, `auth.forbidden`, and what
   * is wrong with the token.
   */
  async admit(request: FastifyRequest, endpoint: Endpoint): Promise<void> {
    const source = findToken(request);
    // Signing in is guarded as well: another site must not sign somebody into an account of its own.
    if (source?.via !== 'bearer' && isFromOtherSite(request)) throw new HearthError('request.forged');
    if (endpoint.access === 'open') return;
    if (endpoint.access === 'ticket') {
      if (source?.via !== 'bearer') throw new HearthError('auth.required');
      return;
    }
    if (!source) throw new HearthError('auth.required');
    const claims = await this.tokens.verify(source.token);
    if (!hasRole(claims.role, endpoint.access)) throw new HearthError('auth.forbidden');
    request.caller = callerOf(claims);
  }
}
