import { timingSafeEqual } from 'node:crypto';
import { Inject, Injectable, Optional } from '@nestjs/common';
import { hasRole, type AccessTokenClaims, type Endpoint } from '@hearth/contracts';
import type { FastifyRequest } from 'fastify';
import { callerOf } from './caller.js';
import { HearthError } from './problem.js';
import { findToken, isFromOtherSite } from './token-source.js';
import { networkOf } from './client-network.js';
import { LRUCache } from 'lru-cache';
import { TokenVerifier } from './token-verifier.js';

/** What another service shows that calls one of those endpoints that no person may. */
export const SERVICE_TOKEN = Symbol('ServiceToken');

/** Checking a signature is the dearest thing that a stranger can have done: who sends wrong ones without end waits. */
const WRONG_TOKENS_PER_NETWORK = 100;
const WRONG_TOKENS_WINDOW_MS = 10_000;
const REMEMBERED_NETWORKS = 10_000;

/** Decides whether a request may come in, by its head alone. */
@Injectable()
export class Admission {
  private readonly wrongTokens = new LRUCache<string, { count: number }>({
    max: REMEMBERED_NETWORKS,
    ttl: WRONG_TOKENS_WINDOW_MS,
  });

  constructor(
    private readonly tokens: TokenVerifier,
    @Optional() @Inject(SERVICE_TOKEN) private readonly serviceToken?: string,
  ) {}

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
    if (endpoint.access === 'service' && source.via === 'bearer' && this.isService(source.token)) return;
    const claims = await this.verify(source.token, request.ip);
    if (endpoint.access === 'service' || !hasRole(claims.role, endpoint.access))
      throw new HearthError('auth.forbidden');
    request.caller = callerOf(claims);
  }

  private async verify(token: string, ip: string): Promise<AccessTokenClaims> {
    if (this.tokens.knows(token)) return this.tokens.verify(token);
    const network = networkOf(ip);
    const wrong = this.wrongTokens.get(network);
    if (wrong && wrong.count >= WRONG_TOKENS_PER_NETWORK)
      throw new HearthError('request.rate-limited', { headers: { 'retry-after': '10' } });
    try {
      return await this.tokens.verify(token);
    } catch (error) {
      if (error instanceof HearthError && error.code === 'auth.token-invalid') {
        if (wrong) wrong.count += 1;
        else this.wrongTokens.set(network, { count: 1 });
      }
      throw error;
    }
  }

  private isService(token: string): boolean {
    const [shown, right] = [Buffer.from(token), Buffer.from(this.serviceToken ?? '')];
    return right.length > 0 && shown.length === right.length && timingSafeEqual(shown, right);
  }
}
