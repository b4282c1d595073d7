import { Controller, Inject, Req, Res } from '@nestjs/common';
import {
  createDropSession,
  dropHealth,
  dropIceServers,
  dropSession,
  dropSessionByWords,
  endDropSession,
  houseDropSession,
  type InputOf,
  type OutputOf,
} from '@hearth/contracts';
import { CalledBy, Handle, Input, networkOf, type Caller } from '@hearth/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import QRCode from 'qrcode';
import { GATEWAY_CONFIG, type GatewayConfig } from '../config.js';
import { Attempts } from '../realtime/attempts.js';
import { DropMembers } from './drop-members.js';
import { DropRooms } from './drop-rooms.js';
import { DropSessions } from './drop-sessions.js';
import { CREDENTIAL_LIFETIME_SEC, hostnameOf, listIceServers } from './ice-servers.js';
import { memberTokenOf } from './member-token.js';

/** The quiet zone that the standard of QR codes asks for is four modules; scanners are content with two. */
const QR = { type: 'svg', errorCorrectionLevel: 'M', margin: 2 } as const;
const SESSIONS_PER_PERSON = 100;
/** Six words are 66 bits, so this spares the database rather than the words. */
const WORDS_PER_NETWORK = 100;

@Controller()
export class DropController {
  constructor(
    private readonly sessions: DropSessions,
    private readonly members: DropMembers,
    private readonly rooms: DropRooms,
    private readonly attempts: Attempts,
    @Inject(GATEWAY_CONFIG) private readonly config: GatewayConfig,
  ) {}

  @Handle(createDropSession)
  async create(
    @Input() { body }: InputOf<typeof createDropSession>,
    @CalledBy() caller: Caller,
    @Req() { ip }: FastifyRequest,
  ): Promise<OutputOf<typeof createDropSession>> {
    await this.attempts.count([
      { key: `drop-create:${caller.userId}`, attempts: SESSIONS_PER_PERSON },
      { key: `drop-create:${networkOf(ip)}`, attempts: 3 * SESSIONS_PER_PERSON },
    ]);
    const { id: sessionId, expiresAt } = await this.sessions.create(caller, body ?? {});
    const url = `${this.config.HEARTH_PUBLIC_URL.replace(/\/$/, '')}/drop/${sessionId}`;
    return { sessionId, url, qrSvg: await QRCode.toString(url, QR), expiresAt: expiresAt.toISOString() };
  }

  @Handle(houseDropSession)
  async house(@Res({ passthrough: true }) reply: FastifyReply): Promise<OutputOf<typeof houseDropSession>> {
    const { id, key, expiresAt } = await this.sessions.ofHouse();
    reply.header('cache-control', 'no-store');
    return { sessionId: id, key: key.toString('base64url'), expiresAt: expiresAt.toISOString() };
  }

  @Handle(dropSession)
  async describe(@Input() { params }: InputOf<typeof dropSession>): Promise<OutputOf<typeof dropSession>> {
    const { label, password_hash, expires_at } = await this.sessions.get(params.sessionId);
    return { label, needsPassword: password_hash !== null, expiresAt: expires_at.toISOString() };
  }

  @Handle(dropSessionByWords)
  async findByWords(
    @Input() { params }: InputOf<typeof dropSessionByWords>,
    @Req() { ip }: FastifyRequest,
  ): Promise<OutputOf<typeof dropSessionByWords>> {
    await this.attempts.count([{ key: `drop-words:${networkOf(ip)}`, attempts: WORDS_PER_NETWORK }]);
    return this.sessions.getByWords(params.wordsId);
  }

  @Handle(endDropSession)
  async end(@Input() { params }: InputOf<typeof endDropSession>, @CalledBy() caller: Caller): Promise<void> {
    await this.sessions.end(params.sessionId, caller);
    this.rooms.tellAll(params.sessionId, { type: 'ended' });
    await this.members.removeAllOf(params.sessionId);
  }

  @Handle(dropIceServers)
  async iceServers(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OutputOf<typeof dropIceServers>> {
    const { sessionId } = await this.members.getByToken(memberTokenOf(request));
    const { HEARTH_TURN_PORT: port, HEARTH_TURN_SECRET: secret, HEARTH_ICE_URLS: others } = this.config;
    const nowMs = Date.now();
    reply.header('cache-control', 'no-store');
    return {
      iceServers: listIceServers({
        host: hostnameOf(request.headers.host ?? '') || new URL(this.config.HEARTH_PUBLIC_URL).hostname,
        turn: port !== undefined && secret !== undefined ? { port, secret } : undefined,
        others,
        sessionId,
        nowMs,
      }),
      expiresAt: new Date(nowMs + CREDENTIAL_LIFETIME_SEC * 1000).toISOString(),
    };
  }

  @Handle(dropHealth)
  async health(): Promise<OutputOf<typeof dropHealth>> {
    return {
      status: 'ok',
      sessions: await this.sessions.countOpen(),
      timestamp: new Date().toISOString(),
    };
  }
}
