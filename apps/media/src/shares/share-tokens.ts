import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { shareId, type ShareId } from '@hearth/contracts';
import { HearthError, SHARE_TOKEN_TYPE } from '@hearth/platform';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { SigningKey } from '../signing-key.js';
import { shareTokenKeyFrom } from './share-secrets.js';

const ISSUER = 'hearth';
const AUDIENCE = 'hearth-share';

const claims = z.object({ sub: shareId, jti: z.uuid(), exp: z.int() });
const header = z.object({ header: z.object({ alg: z.literal('HS256'), typ: z.literal(SHARE_TOKEN_TYPE) }) });

/**
 * Tokens of guests. They have an algorithm, a key, a type and an audience of their own, so that none passes for an access token, nor
 * the other way round (RFC 8725, sections 3.1, 3.9 and 3.11).
 */
@Injectable()
export class ShareTokens {
  private readonly secret: Buffer;

  constructor(
    private readonly jwt: JwtService,
    key: SigningKey,
  ) {
    this.secret = shareTokenKeyFrom(key.privateKey.export({ type: 'pkcs8', format: 'der' }));
  }

  issue(id: ShareId, expiresAt: Date): string {
    const now = Math.floor(Date.now() / 1000);
    const exp = Math.floor(expiresAt.getTime() / 1000);
    return this.jwt.sign(
      { iss: ISSUER, aud: AUDIENCE, sub: id, jti: randomUUID(), iat: now, exp },
      { secret: this.secret, algorithm: 'HS256', header: { alg: 'HS256', typ: SHARE_TOKEN_TYPE } },
    );
  }

  /** Of which link it is, and of which opening of it. Throws `auth.token-invalid` and `auth.token-expired`. */
  verify(token: string): { shareId: ShareId; guestId: string } {
    try {
      // jsonwebtoken does not look at the type.
      header.parse(this.jwt.decode(token, { complete: true }));
      const options = {
        secret: this.secret,
        algorithms: ['HS256' as const],
        issuer: ISSUER,
        audience: AUDIENCE,
      };
      const { sub, jti } = claims.parse(this.jwt.verify(token, options));
      return { shareId: sub, guestId: jti };
    } catch (cause) {
      const isExpired = cause instanceof Error && cause.name === 'TokenExpiredError';
      throw new HearthError(isExpired ? 'auth.token-expired' : 'auth.token-invalid', { cause });
    }
  }
}
