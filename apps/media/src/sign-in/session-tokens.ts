import { Injectable } from '@nestjs/common';
import type { OutputOf, refresh } from '@hearth/contracts';
import type { FastifyReply } from 'fastify';
import { AccessTokens } from './access-tokens.js';
import { sessionCookies } from './session-cookies.js';
import { refreshLifetimeMs, type OpenSession } from './sessions.js';

/** Hands a session's tokens over: in the body for clients that keep them, as cookies for browsers. */
@Injectable()
export class SessionTokens {
  constructor(private readonly accessTokens: AccessTokens) {}

  async handOver(session: OpenSession, reply: FastifyReply): Promise<OutputOf<typeof refresh>> {
    const { user, refreshToken, deviceId } = session;
    const { token, expiresAt } = await this.accessTokens.issue(session);
    reply
      .header(
        'set-cookie',
        sessionCookies({ token, refreshToken, refreshLifetimeMs: refreshLifetimeMs(deviceId) }),
      )
      .header('cache-control', 'no-store');
    return { token, refreshToken, expiresAt: expiresAt.toISOString(), user };
  }
}
