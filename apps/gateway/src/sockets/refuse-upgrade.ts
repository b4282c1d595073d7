import { randomUUID } from 'node:crypto';
import { STATUS_CODES, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { Logger } from '@nestjs/common';
import { PROBLEMS } from '@hearth/contracts';
import type { HearthError } from '@hearth/platform';

const logger = new Logger('Sockets');

/** Says as an HTTP answer why there will be no socket (RFC 6455, section 4.2.2). */
export function refuseUpgrade(request: IncomingMessage, socket: Duplex, problem: HearthError): void {
  const { status, log } = PROBLEMS[problem.code];
  if (log === 'error') logger.error(problem.code, problem.details.cause ?? problem);
  else if (log === 'warn') logger.warn(problem.code);
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
