import { createSecretKey, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { captureDeviceId, captureSessionId, type CaptureSessionId } from '@hearth/contracts';
import { HearthError, type Caller } from '@hearth/platform';
import { z } from 'zod';
import { GATEWAY_CONFIG, type GatewayConfig } from '../../config.js';

const joinClaims = z.object({ sub: captureSessionId, exp: z.number() });
const streamClaims = z.object({ sub: captureDeviceId, session: captureSessionId, exp: z.number() });
const watchClaims = z.object({
  sub: z.string(),
  session: captureSessionId,
  sid: z.string(),
  role: z.enum(['editor', 'admin']),
  exp: z.number(),
});
export type WatchClaims = z.output<typeof watchClaims>;

/** Each purpose has an audience of its own, so that no token passes for another (RFC 8725, section 3.9). */
const AUDIENCE = { join: 'capture', stream: 'capture-stream', watch: 'capture-watch' } as const;
type Purpose = keyof typeof AUDIENCE;
const ALGORITHM = 'HS256';
/** A phone films no longer than this without joining anew. */
const STREAM_LIFETIME_SEC = 12 * 3600;
const WATCH_LIFETIME_SEC = 15 * 60;

/** Tokens of Capture alone (RFC 7519, HS256, with a secret of their own): none of them opens anything else. */
@Injectable()
export class CaptureTokens {
  private readonly key;

  constructor(
    private readonly jwt: JwtService,
    @Inject(GATEWAY_CONFIG) config: GatewayConfig,
  ) {
    this.key = createSecretKey(Buffer.from(config.HEARTH_CAPTURE_SECRET));
  }

  /** What the QR code holds. */
  forJoining(sessionId: CaptureSessionId, expiresAt: Date): Promise<string> {
    return this.sign('join', { sub: sessionId, exp: Math.floor(expiresAt.getTime() / 1000) });
  }

  forStreaming(sessionId: CaptureSessionId, deviceId: string): Promise<string> {
    return this.sign('stream', { sub: deviceId, session: sessionId, exp: inSec(STREAM_LIFETIME_SEC) });
  }

  /** For a browser, which cannot read its own cookies to say who it is. */
  forWatching(sessionId: CaptureSessionId, { userId, sessionId: sid, role }: Caller): Promise<string> {
    return this.sign('watch', { sub: userId, session: sessionId, sid, role, exp: inSec(WATCH_LIFETIME_SEC) });
  }

  /** Throws `capture.token-invalid` or `capture.token-expired`. */
  readJoining(token: string): CaptureSessionId {
    return this.read('join', joinClaims, token).sub;
  }

  readStreaming(token: string): { deviceId: string; sessionId: CaptureSessionId } {
    const { sub, session } = this.read('stream', streamClaims, token);
    return { deviceId: sub, sessionId: session };
  }

  findWatching(token: string): WatchClaims | undefined {
    try {
      return this.read('watch', watchClaims, token);
    } catch {
      return undefined;
    }
  }

  private sign(purpose: Purpose, claims: object): Promise<string> {
    return this.jwt.signAsync(
      { ...claims, iss: 'hearth', aud: AUDIENCE[purpose], jti: randomBytes(9).toString('base64url') },
      {
        secret: this.key as unknown as string,
        algorithm: ALGORITHM,
        header: { alg: ALGORITHM, typ: typeOf(purpose) },
      },
    );
  }

  private read<S extends z.ZodType>(purpose: Purpose, claims: S, token: string): z.output<S> {
    try {
      const decoded = this.jwt.decode<{ header: { typ?: string } } | null>(token, { complete: true });
      if (decoded?.header.typ !== typeOf(purpose)) throw new Error('another type of token');
      return claims.parse(
        this.jwt.verify(token, {
          secret: this.key as unknown as string,
          algorithms: [ALGORITHM],
          issuer: 'hearth',
          audience: AUDIENCE[purpose],
        }),
      );
    } catch (error) {
      const expired = error instanceof Error && error.name === 'TokenExpiredError';
      throw new HearthError(expired ? 'capture.token-expired' : 'capture.token-invalid', { cause: error });
    }
  }
}

const typeOf = (purpose: Purpose) => `${AUDIENCE[purpose]}+jwt`;
const inSec = (seconds: number) => Math.floor(Date.now() / 1000) + seconds;
