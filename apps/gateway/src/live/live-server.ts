import { randomUUID } from 'node:crypto';
import { STATUS_CODES, type IncomingMessage, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { PROBLEMS, type AccessTokenClaims } from '@hearth/contracts';
import { findToken, HearthError, isFromOtherSite, problemOf, TokenVerifier } from '@hearth/platform';
import { WebSocketServer } from 'ws';
import { LiveSockets } from './live-sockets.js';

const PATH = '/ws/live';
const MAX_MESSAGE_BYTES = 64 * 1024;

/** Lets browsers in at `/ws/live`. Who may not is told so as an HTTP answer, before there is a socket. */
@Injectable()
export class LiveServer implements OnApplicationBootstrap {
  private readonly logger = new Logger('Live');
  private readonly server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: MAX_MESSAGE_BYTES,
    // It would cost memory for every socket, for messages that are short.
    perMessageDeflate: false,
  });

  constructor(
    private readonly host: HttpAdapterHost,
    private readonly tokens: TokenVerifier,
    private readonly sockets: LiveSockets,
  ) {}

  onApplicationBootstrap(): void {
    const http = this.host.httpAdapter.getHttpServer() as Server;
    http.on('upgrade', (request, socket, head) => void this.upgrade(request, socket, head));
  }

  private async upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const ignore = () => undefined;
    socket.on('error', ignore);
    try {
      const claims = await this.admit(request);
      if (socket.destroyed) return;
      socket.off('error', ignore);
      this.server.handleUpgrade(request, socket, head, (ws) => this.sockets.add(ws, claims));
    } catch (error) {
      this.refuse(request, socket, problemOf(error));
    }
  }

  private async admit(request: IncomingMessage): Promise<AccessTokenClaims> {
    if (request.url?.split('?', 1)[0] !== PATH) throw new HearthError('request.not-found');
    const source = findToken(request);
    if (source?.via !== 'bearer' && isFromOtherSite(request)) throw new HearthError('request.forged');
    if (!source) throw new HearthError('auth.required');
    const claims = await this.tokens.verify(source.token);
    if (!this.sockets.hasRoomFor(claims.sid)) throw new HearthError('request.rate-limited');
    return claims;
  }

  private refuse(request: IncomingMessage, socket: Duplex, problem: HearthError): void {
    const { status, log } = PROBLEMS[problem.code];
    if (log === 'error') this.logger.error(problem.code, problem.details.cause ?? problem);
    else if (log === 'warn') this.logger.warn(problem.code);
    const requestId = request.headers['x-request-id'];
    const body = JSON.stringify(problem.toBody(typeof requestId === 'string' ? requestId : randomUUID()));
    socket.end(
      [
        `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
        'content-type: application/problem+json',
        `content-length: ${Buffer.byteLength(body)}`,
        ...Object.entries(problem.toHeaders()).map(([name, value]) => `${name}: ${value}`),
        'connection: close',
        '',
        body,
      ].join('\r\n'),
    );
  }
}
