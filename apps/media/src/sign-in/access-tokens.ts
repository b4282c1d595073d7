import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import type { AccessTokenClaims } from '@hearth/contracts';
import { ACCESS_TOKEN_LIFETIME_MS } from '@hearth/platform';
import { randomUUID } from 'node:crypto';
import type { OpenSession } from './sessions.js';
import { SigningKey } from '../signing-key.js';

export interface AccessToken {
  readonly token: string;
  readonly expiresAt: Date;
}

/** Signs access tokens (RFC 9068). */
@Injectable()
export class AccessTokens {
  constructor(
    private readonly jwt: JwtService,
    private readonly key: SigningKey,
  ) {}

  async issue({ user, sessionId, deviceId, version }: OpenSession): Promise<AccessToken> {
    const iat = Math.floor(Date.now() / 1000);
    const exp = iat + ACCESS_TOKEN_LIFETIME_MS / 1000;
    const claims: AccessTokenClaims = {
      iss: 'hearth',
      aud: 'hearth',
      sub: user.id,
      name: user.username,
      role: user.role,
      sid: sessionId,
      ...(deviceId && { did: deviceId }),
      ...(version > 0 && { ver: version }),
      jti: randomUUID(),
      iat,
      exp,
    };
    const token = await this.jwt.signAsync(claims, {
      privateKey: this.key.privateKey,
      algorithm: 'ES256',
      header: { alg: 'ES256', typ: 'at+jwt', kid: this.key.kid },
    });
    return { token, expiresAt: new Date(exp * 1000) };
  }
}
