import { Injectable } from '@nestjs/common';
import {
  captureSocket,
  hasRole,
  type AccessTokenClaims,
  type FromClient,
  type SessionId,
} from '@hearth/contracts';
import { HearthError, TokenVerifier, type Caller } from '@hearth/platform';
import { DataSource } from 'typeorm';
import { CaptureTokens } from '../joining/capture-tokens.js';
import { getOwnSession } from '../joining/session-record.js';
import type { OpenSocket } from '../../sockets/open-socket.js';
import { SocketDoor } from '../../sockets/socket-door.js';
import { CaptureListener, type Entered } from './capture-listener.js';
import { LiveSessions } from './live-sessions.js';
import type { Peer } from './peer.js';

type Hello = Extract<FromClient<typeof captureSocket>, { type: 'hello' }>;

/** Lets phones and directors in at `/ws/capture`. */
@Injectable()
export class CaptureSockets {
  constructor(
    private readonly door: SocketDoor,
    private readonly tokens: CaptureTokens,
    private readonly verifier: TokenVerifier,
    private readonly sessions: LiveSessions,
    private readonly database: DataSource,
  ) {
    door.open({
      socket: captureSocket,
      // After a gap a phone sends at once what it kept.
      messages: { burst: 6_000, perSecond: 250 },
      bytes: { burst: 96 * 1024 ** 2, perSecond: 6 * 1024 ** 2 },
      firstMessageWithinMs: 10_000,
      maxPerNetwork: 500,
      maxInAll: 1_000,
      maxBufferedBytes: 8 * 1024 ** 2,
      enter: (socket) => new CaptureListener(socket, (hello, peer) => this.enter(hello, peer, socket)),
    });
  }

  private async enter(hello: Hello, peer: Peer, socket: OpenSocket<typeof captureSocket>): Promise<Entered> {
    const { token } = hello;
    if (token === undefined) throw new HearthError('auth.required');
    const watch = this.tokens.findWatching(token);
    if (watch) {
      this.door.holdTo(socket, { ...watch, sid: watch.sid as SessionId } as unknown as AccessTokenClaims);
      return { leave: (await this.sessions.get(watch.session)).attachDirector(peer) };
    }
    if (isAccessToken(token)) return this.enterDirector(token, hello, peer, socket);
    const { sessionId, deviceId } = this.tokens.readStreaming(token);
    return { line: (await this.sessions.get(sessionId)).attachPhone(deviceId, peer, 'socket') };
  }

  private async enterDirector(
    token: string,
    { sessionId }: Hello,
    peer: Peer,
    socket: OpenSocket<typeof captureSocket>,
  ): Promise<Entered> {
    const claims = await this.verifier.verify(token);
    if (!hasRole(claims.role, 'editor')) throw new HearthError('auth.forbidden');
    const caller: Caller = {
      userId: claims.sub,
      username: claims.name,
      role: claims.role,
      sessionId: claims.sid,
    };
    const id = sessionId ?? (await this.findNewest(claims.sub));
    const session = await getOwnSession(this.database, id, caller);
    this.door.holdTo(socket, claims);
    return { leave: (await this.sessions.get(session.id)).attachDirector(peer) };
  }

  private async findNewest(userId: string): Promise<string> {
    const rows = await this.database.query<{ id: string }[]>(
      `SELECT id FROM realtime.capture_sessions WHERE maker_id = $1 AND ended_at IS NULL
       ORDER BY id DESC LIMIT 1`,
      [userId],
    );
    if (!rows[0]) throw new HearthError('capture.session-not-found');
    return rows[0].id;
  }
}

/** By its type alone; whether it is a good one is for the verifier to say. */
function isAccessToken(token: string): boolean {
  try {
    const [head = ''] = token.split('.');
    return (JSON.parse(Buffer.from(head, 'base64url').toString()) as { typ?: string }).typ === 'at+jwt';
  } catch {
    return false;
  }
}
