import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { AccessTokenClaims, SessionId } from '@hearth/contracts';
import { Metrics, RevokedSessions } from '@hearth/platform';
import { Gauge } from 'prom-client';
import type { WebSocket } from 'ws';
import { EventFeed } from './event-feed.js';
import { CLOSE, LiveSocket } from './live-socket.js';

const PING_EVERY_MS = 30_000;
const MAX_PER_SESSION = 20;

/** The browsers that listen at this gateway. */
@Injectable()
export class LiveSockets implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly sockets = new Set<LiveSocket>();
  private pinging: NodeJS.Timeout | undefined;

  constructor(
    private readonly feed: EventFeed,
    private readonly revoked: RevokedSessions,
    metrics: Metrics,
  ) {
    const { sockets } = this;
    new Gauge({
      name: 'hearth_live_sockets',
      help: 'Browsers that listen to what changes.',
      registers: [metrics.registry],
      collect() {
        this.set(sockets.size);
      },
    });
  }

  onApplicationBootstrap(): void {
    this.feed.listen({
      onStored: (event) => this.sockets.forEach((socket) => socket.onStored(event)),
      onUnstored: (topic, text) => this.sockets.forEach((socket) => socket.onUnstored(topic, text)),
      onRestart: () => this.sockets.forEach((socket) => socket.onRestart()),
    });
    this.revoked.onRefused((sessionId) =>
      this.of(sessionId).forEach((socket) => this.closeIfRefused(socket)),
    );
    this.pinging = setInterval(() => this.sockets.forEach((socket) => socket.ping()), PING_EVERY_MS);
  }

  /** Before the HTTP server closes, which waits for all that came of it. */
  beforeApplicationShutdown(): void {
    clearInterval(this.pinging);
    this.sockets.forEach((socket) => socket.close(CLOSE.goingAway));
  }

  hasRoomFor(sessionId: SessionId): boolean {
    return this.of(sessionId).length < MAX_PER_SESSION;
  }

  add(ws: WebSocket, claims: AccessTokenClaims): void {
    const socket = new LiveSocket(ws, claims, this.feed);
    this.sockets.add(socket);
    ws.on('close', () => this.sockets.delete(socket));
    // It may have been revoked while the upgrade was under way.
    this.closeIfRefused(socket);
  }

  private closeIfRefused(socket: LiveSocket): void {
    if (this.revoked.findRefusal(socket.claims)) socket.close(CLOSE.signInAgain);
  }

  private of(sessionId: SessionId): LiveSocket[] {
    return [...this.sockets].filter(({ claims }) => claims.sid === sessionId);
  }
}
