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
import { clientOf } from './client.js';
import { proofOf } from './fresh-proof.js';
import { SessionChanges } from './session-changes.js';
import { clearedSessionCookies } from './session-cookies.js';
import { SessionRefresh } from './session-refresh.js';
import { SessionTokens } from './session-tokens.js';
import { SignIn } from './sign-in.js';
import { SigningKey } from '../signing-key.js';

@Controller()
export class SignInController {
  constructor(
    private readonly signIn: SignIn,
    private readonly sessionRefresh: SessionRefresh,
    private readonly changes: SessionChanges,
    private readonly tokens: SessionTokens,
    private readonly key: SigningKey,
  ) {}

  @Handle(login)
  async login(
    @Input() { body }: InputOf<typeof login>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OutputOf<typeof login>> {
    return this.tokens.handOver(await this.signIn.signIn(body, clientOf(request)), reply);
  }

  @Handle(refresh)
  async refresh(
    @Input() { body }: InputOf<typeof refresh>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OutputOf<typeof refresh>> {
    const token = body?.refreshToken ?? findCookie(request.headers, REFRESH_COOKIE);
    if (!token) throw new HearthError('auth.required');
    const presented = { token, proof: await proofOf(request), client: clientOf(request) };
    return this.tokens.handOver(await this.sessionRefresh.refresh(presented), reply);
  }

  @Handle(logout)
  async logout(
    @CalledBy() { sessionId }: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.changes.revoke({ sessionId }, 'logout');
    reply.header('set-cookie', clearedSessionCookies());
  }

  @Handle(me)
  me(@CalledBy() { userId, username, role, sessionId, deviceId }: Caller): OutputOf<typeof me> {
    return { id: userId, username, role, sessionId, deviceId: deviceId ?? null };
  }

  @Handle(jwks)
  jwks(): OutputOf<typeof jwks> {
    return { keys: [{ ...this.key.jwk }] };
  }
}
