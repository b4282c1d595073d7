import { Inject, Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { accessTokenClaims, type AccessTokenClaims } from '@hearth/contracts';
import { HearthError } from './problem.js';
import { ACCESS_TOKEN_LIFETIME_MS, RevokedSessions } from './revoked-sessions.js';
import { TOKEN_KEYS, type TokenKeys } from './token-keys.js';

/** One signature check costs a hundred times a look into this memory, and a video asks for thousands of ranges. */
const REMEMBERED_TOKENS = 10_000;
/** By which the clocks of the services' machines may differ. */
const CLOCK_TOLERANCE_MS = 60_000;

interface TokenHeader {
  readonly alg?: string;
  readonly typ?: string;
  readonly kid?: string;
  readonly crit?: unknown;
}

/** Verifies access tokens (RFC 9068; RFC 8725 for what must be checked). */
@Injectable()
export class TokenVerifier {
  private readonly verified = new Map<string, AccessTokenClaims>();

  constructor(
    private readonly jwt: JwtService,
    @Inject(TOKEN_KEYS) private readonly keys: TokenKeys,
    private readonly revoked: RevokedSessions,
  ) {}

  /**
   * The claims of a token that is valid now. Throws `auth.token-expired`, `auth.token-invalid` or `auth.session-revoked`, and
   * `service.unavailable` while it cannot be known whether the session was revoked.
   */
  async verify(token: string): Promise<AccessTokenClaims> {
    const claims = this.verified.get(token) ?? (await this.checkSignature(token));
    if (claims.exp * 1000 <= Date.now()) {
      this.verified.delete(token);
      throw new HearthError('auth.token-expired');
    }
    const refusal = this.revoked.findRefusal(claims);
    if (refusal) throw new HearthError(refusal);
    if (!this.revoked.isCurrent) {
      throw new HearthError('service.unavailable', { headers: { 'retry-after': '5' } });
    }
    return claims;
  }

  /** Whether a token was verified before: to ask again costs next to nothing. */
  knows(token: string): boolean {
    return this.verified.has(token);
  }

  private async checkSignature(token: string): Promise<AccessTokenClaims> {
    const decoded = this.jwt.decode<{ header: TokenHeader } | null>(token, { complete: true });
    const { alg, typ, kid, crit } = decoded?.header ?? {};
    // Each purpose has one algorithm and one type, so that no other kind of token passes for an access token; and what must be
    // understood to take it (RFC 7515, section 4.1.11) is nothing that we know.
    if (alg !== 'ES256' || typ !== 'at+jwt' || !kid || crit !== undefined || !isWrittenAsSigned(token))
      throw new HearthError('auth.token-invalid');
    const publicKey = await this.keys.find(kid);
    if (!publicKey) throw new HearthError('auth.token-invalid');
    const claims = this.checkClaims(token, publicKey);
    if (this.verified.size >= REMEMBERED_TOKENS) this.forgetOldest();
    this.verified.set(token, claims);
    return claims;
  }

  private checkClaims(token: string, publicKey: unknown): AccessTokenClaims {
    const claims = this.readClaims(token, publicKey);
    const isAhead = claims.iat * 1000 > Date.now() + CLOCK_TOLERANCE_MS;
    // None that media made lasts longer, whoever else has come by its key.
    const isTooLong = (claims.exp - claims.iat) * 1000 > ACCESS_TOKEN_LIFETIME_MS;
    if (isAhead || isTooLong) throw new HearthError('auth.token-invalid');
    return claims;
  }

  private readClaims(token: string, publicKey: unknown): AccessTokenClaims {
    try {
      return accessTokenClaims.parse(
        this.jwt.verify(token, {
          // A KeyObject: with a PEM, jsonwebtoken parses the key anew for every token.
          publicKey: publicKey as string,
          algorithms: ['ES256'],
          issuer: 'hearth',
          audience: 'hearth',
        }),
      );
    } catch (error) {
      const expired = error instanceof Error && error.name === 'TokenExpiredError';
      throw new HearthError(expired ? 'auth.token-expired' : 'auth.token-invalid', { cause: error });
    }
  }

  private forgetOldest(): void {
    const oldest = this.verified.keys().next().value;
    if (oldest !== undefined) this.verified.delete(oldest);
  }
}

/** Spare bits at the end of a part mean nothing: one token is to have one spelling, and what was tampered with none. */
function isWrittenAsSigned(token: string): boolean {
  return token.split('.').every((part) => Buffer.from(part, 'base64url').toString('base64url') === part);
}
