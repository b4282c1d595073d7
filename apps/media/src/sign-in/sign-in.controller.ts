import { Controller, Req, Res } from '@nestjs/common';
import { jwks, login, logout, me, refresh, type InputOf, type OutputOf } from '@hearth/contracts';
import {
  CalledBy,
  findCookie,
  Handle,
  HearthError,
  Input,
  REFRESH_COOKIE,
  type Caller,
} from '@hearth/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AccessTokens } from './access-tokens.js';
import { clearedSessionCookies, sessionCookies } from './session-cookies.js';
import { SessionRefresh } from './session-refresh.js';
import { Sessions, type OpenSession } from './sessions.js';
import { SignIn } from './sign-in.js';
import { SigningKey } from './signing-key.js';

@Controller()
export class SignInController {
  constructor(
    private readonly signIn: SignIn,
    private readonly sessionRefresh: SessionRefresh,
    private readonly sessions: Sessions,
    private readonly accessTokens: AccessTokens,
    private readonly key: SigningKey,
  ) {}

  @Handle(login)
  async login(
    @Input() { body }: InputOf<typeof login>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OutputOf<typeof login>> {
    const session = await this.signIn.signIn(body, {
      ip: request.ip,
      userAgent: request.headers['user-agent'],
    });
    return this.handOver(session, reply);
  }

  @Handle(refresh)
  async refresh(
    @Input() { body }: InputOf<typeof refresh>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OutputOf<typeof refresh>> {
    const token = body?.refreshToken ?? findCookie(request.headers, REFRESH_COOKIE);
    if (!token) throw new HearthError('auth.required');
    return this.handOver(await this.sessionRefresh.refresh(token), reply);
  }

  @Handle(logout)
  async logout(@CalledBy() caller: Caller, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    await this.sessions.revoke(caller, 'logout');
    reply.header('set-cookie', clearedSessionCookies());
  }

  @Handle(me)
  me(@CalledBy() { userId, username, role, sessionId }: Caller): OutputOf<typeof me> {
    return { id: userId, username, role, sessionId };
  }

  @Handle(jwks)
  jwks(): OutputOf<typeof jwks> {
    return { keys: [{ ...this.key.jwk }] };
  }

  private async handOver({ user, sessionId, refreshToken }: OpenSession, reply: FastifyReply) {
    const { token, expiresAt } = await this.accessTokens.issue(user, sessionId);
    reply.header('set-cookie', sessionCookies({ token, refreshToken })).header('cache-control', 'no-store');
    return { token, refreshToken, expiresAt: expiresAt.toISOString(), user };
  }
}
