import { Inject, Injectable, Optional } from '@nestjs/common';
import {
  AS_GUEST_HEADER,
  hasRole,
  PROBLEMS,
  type AccessTokenClaims,
  type Endpoint,
  type Role,
} from '@hearth/contracts';
import type { FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import { callerOf, type Caller } from './caller.js';
import { networkOf } from './client-network.js';
import { findShareToken, type GuestAdmission } from './guest.js';
import { HearthError } from './problem.js';
import { isSameSecret } from './same-secret.js';
import {
  findBasicCredentials,
  findToken,
  isFromOtherSite,
  type BasicCredentials,
  type TokenSource,
} from './token-source.js';
import { TokenVerifier } from './token-verifier.js';

/** What another service shows that calls one of those endpoints that no person may. */
export const SERVICE_TOKEN = Symbol('ServiceToken');

/** Checking a signature is the dearest thing that a stranger can have done: who sends wrong ones without end waits. */
const WRONG_TOKENS_PER_NETWORK = 100;
const WRONG_TOKENS_WINDOW_MS = 10_000;
const REMEMBERED_NETWORKS = 10_000;

/** Asks a program for its app password (RFC 7617, section 2.1). */
const BASIC_CHALLENGE = { 'www-authenticate': 'Basic realm="Hearth", charset="UTF-8"' };

/** Lets programs in by their app passwords. The service that makes these has one. */
export interface AppAdmission {
  /** Throws `auth.wrong-credentials`, `request.rate-limited`. */
  admit(credentials: BasicCredentials, ip: string): Promise<Caller>;
}

/** Decides whether a request may come in, by its head alone. */
@Injectable()
export class Admission {
  private readonly wrongTokens = new LRUCache<string, { count: number }>({
    max: REMEMBERED_NETWORKS,
    ttl: WRONG_TOKENS_WINDOW_MS,
  });
  private guests: GuestAdmission | undefined;
  private apps: AppAdmission | undefined;

  constructor(
    private readonly tokens: TokenVerifier,
    @Optional() @Inject(SERVICE_TOKEN) private readonly serviceToken?: string,
  ) {}

  /** From now on guests come in as well, where an endpoint has `guests`. */
  letGuestsIn(guests: GuestAdmission): void {
    this.guests = guests;
  }

  /** From now on programs come in as well, where an endpoint has `appPasswords`. */
  letAppsIn(apps: AppAdmission): void {
    this.apps = apps;
  }

  /**
   * Sets `request.caller` or `request.guest` where the endpoint is not open. Throws `request.forged`, `auth.required`, `auth.forbidden`, and what
   * is wrong with the token.
   */
  async admit(request: FastifyRequest, endpoint: Endpoint): Promise<void> {
    const source = findToken(request);
    // Signing in is guarded as well: another site must not sign somebody into an account of its own.
    if (source?.via !== 'bearer' && isFromOtherSite(request)) throw new HearthError('request.forged');
    const { access, guests } = endpoint;
    if (access === 'open') return;
    if (endpoint.appPasswords) return this.admitApp(request, access as Role, source);
    const shareToken = guests && this.guests ? findShareToken(request) : undefined;
    if (access === 'ticket') {
      // Of other kinds than a link's the feature knows.
      if (shareToken === undefined && (source?.via !== 'bearer' || guests))
        throw new HearthError('auth.required');
      if (shareToken !== undefined) await this.admitGuest(request, endpoint, shareToken);
      return;
    }
    if (shareToken === undefined) return this.admitPerson(request, access, source);
    // A browser may be signed in and hold a link too: what its person may see is more, but what a guest sends is the guest's.
    const isPerson =
      request.headers[AS_GUEST_HEADER] === undefined &&
      source !== undefined &&
      source.token !== shareToken &&
      (await this.admitPerson(request, access, source).then(() => true, isRefusal));
    if (!isPerson) await this.admitGuest(request, endpoint, shareToken);
  }

  private async admitPerson(
    request: FastifyRequest,
    access: Role | 'service',
    source: TokenSource | undefined,
  ): Promise<void> {
    if (!source) throw new HearthError('auth.required');
    if (access === 'service' && source.via === 'bearer' && isSameSecret(source.token, this.serviceToken))
      return;
    const claims = await this.verify(source.token, request.ip);
    if (access === 'service' || !hasRole(claims.role, access)) throw new HearthError('auth.forbidden');
    request.caller = callerOf(claims);
  }

  private async admitApp(
    request: FastifyRequest,
    needed: Role,
    source: TokenSource | undefined,
  ): Promise<void> {
    if (source?.via === 'bearer') return this.admitPerson(request, needed, source);
    const credentials = findBasicCredentials(request);
    if (!credentials || !this.apps) throw new HearthError('auth.required', { headers: BASIC_CHALLENGE });
    const caller = await this.apps.admit(credentials, request.ip).catch((error: unknown) => {
      const isWrong = error instanceof HearthError && PROBLEMS[error.code].status === 401;
      throw isWrong ? new HearthError(error.code, { headers: BASIC_CHALLENGE }) : error;
    });
    if (!hasRole(caller.role, needed)) throw new HearthError('auth.forbidden');
    request.caller = caller;
  }

  private async admitGuest(request: FastifyRequest, endpoint: Endpoint, token: string): Promise<void> {
    const guest = await this.guests?.admit(request, endpoint, token).catch((error: unknown) => {
      // Perhaps it is somebody of the house, who only has to sign in again.
      const isOutside = error instanceof HearthError && error.code === 'file.not-found';
      throw isOutside && findToken(request)?.via !== 'bearer' ? new HearthError('auth.required') : error;
    });
    if (!guest) throw new HearthError('auth.token-invalid');
    request.guest = guest;
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
}

/** False for a token that is not taken; anything else is thrown on. */
function isRefusal(error: unknown): false {
  if (error instanceof HearthError && PROBLEMS[error.code].status === 401) return false;
  throw error;
}
