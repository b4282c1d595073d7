import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { hasRole, type AccessTokenClaims, type SocketDefinition } from '@hearth/contracts';
import {
  believeTheEdgeAlone,
  findToken,
  HearthError,
  isFromOtherSite,
  Metrics,
  networkOf,
  problemOf,
  RevokedSessions,
  TokenVerifier,
} from '@hearth/platform';
import { Gauge } from 'prom-client';
import { WebSocketServer } from 'ws';
import { GATEWAY_CONFIG, type GatewayConfig } from '../config.js';
import { CLOSE } from './close-codes.js';
import { OpenSocket, type SocketListener, type SocketRules } from './open-socket.js';
import { Places } from './places.js';
import { refuseUpgrade } from './refuse-upgrade.js';

/** How one of the contracts' sockets is served. */
export interface Doorway<D extends SocketDefinition = SocketDefinition> extends SocketRules {
  readonly socket: D;
  /** At this copy of the gateway, of one sign-in. */
  readonly maxPerSession?: number;
  /** At this copy of the gateway, from one network (an IPv4 address or an IPv6 /64). */
  readonly maxPerNetwork?: number;
  /** At this copy of the gateway. */
  readonly maxInAll?: number;
  /** Somebody was let in. */
  enter(socket: OpenSocket<D>): SocketListener<D>;
}

const PING_EVERY_MS = 30_000;
const UNLIMITED = Number.POSITIVE_INFINITY;

/** The one way in for WebSockets. Who may not is told so as an HTTP answer, before there is a socket. */
@Injectable()
export class SocketDoor implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly doorways = new Map<string, { doorway: Doorway; server: WebSocketServer }>();
  private readonly sockets = new Set<OpenSocket>();
  private readonly places = new Places();
  private pinging: NodeJS.Timeout | undefined;

  constructor(
    private readonly host: HttpAdapterHost,
    private readonly tokens: TokenVerifier,
    private readonly revoked: RevokedSessions,
    @Inject(GATEWAY_CONFIG) private readonly config: GatewayConfig,
    metrics: Metrics,
  ) {
    const count = () => this.countByName();
    new Gauge({
      name: 'hearth_sockets',
      help: 'WebSockets that are open at this gateway.',
      labelNames: ['socket'],
      registers: [metrics.registry],
      collect() {
        for (const [socket, sockets] of count()) this.set({ socket }, sockets);
      },
    });
  }

  /** Called by a feature before the service listens. */
  open<D extends SocketDefinition>(doorway: Doorway<D>): void {
    const server = new WebSocketServer({
      noServer: true,
      clientTracking: false,
      maxPayload: doorway.socket.maxMessageBytes,
      // It would cost memory for every socket, for messages that are short or cannot be made shorter.
      perMessageDeflate: false,
    });
    this.doorways.set(doorway.socket.path, { doorway: doorway as unknown as Doorway, server });
  }

  onApplicationBootstrap(): void {
    const http = this.host.httpAdapter.getHttpServer() as Server;
    http.on('upgrade', (request, socket, head) => void this.upgrade(request, socket, head));
    this.revoked.onRefused(() => this.sockets.forEach((socket) => this.closeIfRefused(socket)));
    this.pinging = setInterval(() => this.sockets.forEach((socket) => socket.ping()), PING_EVERY_MS);
  }

  /** Before the HTTP server closes, which waits for all that came of it. */
  beforeApplicationShutdown(): void {
    clearInterval(this.pinging);
    this.sockets.forEach((socket) => socket.close(CLOSE.goingAway));
  }

  /** For a socket that said who it is in a message: from now on it ends with that token and its session. */
  holdTo(socket: OpenSocket, claims: AccessTokenClaims): void {
    socket.holdTo(claims);
    this.closeIfRefused(socket);
  }

  private async upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    // An upgrade comes past the HTTP server's own hooks.
    believeTheEdgeAlone(request.headers, this.config.HEARTH_EDGE_SECRET);
    const ignore = () => undefined;
    socket.on('error', ignore);
    try {
      const found = this.doorways.get(request.url?.split('?', 1)[0] ?? '');
      if (!found) throw new HearthError('request.not-found');
      const { doorway, server } = found;
      const claims = await this.admit(request, doorway);
      if (socket.destroyed) return;
      const address = addressOf(request);
      const keys = this.takePlaces(doorway, address, claims);
      socket.once('close', () => this.places.free(keys));
      socket.off('error', ignore);
      server.handleUpgrade(request, socket, head, (ws) => {
        const opened = new OpenSocket(ws, doorway.socket, doorway, address);
        this.sockets.add(opened);
        ws.on('close', () => this.sockets.delete(opened));
        // Its session may have been ended while the upgrade was under way.
        if (claims) this.holdTo(opened, claims);
        opened.listen(doorway.enter(opened));
      });
    } catch (error) {
      refuseUpgrade(request, socket, problemOf(error));
    }
  }

  private async admit(request: IncomingMessage, { socket }: Doorway): Promise<AccessTokenClaims | undefined> {
    const source = findToken(request);
    const isOpen = socket.access === 'open';
    if ((isOpen || source?.via !== 'bearer') && isFromOtherSite(request))
      throw new HearthError('request.forged');
    if (socket.access === 'open') return undefined;
    if (!source) throw new HearthError('auth.required');
    const claims = await this.tokens.verify(source.token);
    if (!hasRole(claims.role, socket.access)) throw new HearthError('auth.forbidden');
    return claims;
  }

  private takePlaces(doorway: Doorway, address: string, claims: AccessTokenClaims | undefined): string[] {
    const { name } = doorway.socket;
    const wanted = [
      [name, doorway.maxInAll ?? UNLIMITED],
      [`${name} network ${networkOf(address)}`, doorway.maxPerNetwork ?? UNLIMITED],
      ...(claims ? [[`${name} session ${claims.sid}`, doorway.maxPerSession ?? UNLIMITED] as const] : []),
    ] as const;
    if (!this.places.take(wanted)) throw new HearthError('request.rate-limited');
    return wanted.map(([key]) => key);
  }

  private closeIfRefused(socket: OpenSocket): void {
    if (socket.claims && this.revoked.findRefusal(socket.claims)) socket.close(CLOSE.signInAgain);
  }

  private countByName(): Map<string, number> {
    const counts = new Map([...this.doorways.values()].map(({ doorway }) => [doorway.socket.name, 0]));
    for (const { definition } of this.sockets)
      counts.set(definition.name, (counts.get(definition.name) ?? 0) + 1);
    return counts;
  }
}

/** nginx replaces whatever a client says here, and nobody else is believed. */
function addressOf({ headers, socket }: IncomingMessage): string {
  const forwarded = headers['x-forwarded-for'];
  return (typeof forwarded === 'string' ? forwarded : undefined) ?? socket.remoteAddress ?? 'unknown';
}
