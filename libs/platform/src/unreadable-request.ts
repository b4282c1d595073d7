import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { PROBLEMS, problemTypeOf, type ProblemBody, type ProblemCode } from '@hearth/contracts';

interface Refusal {
  readonly status: number;
  readonly code: ProblemCode;
}

/** By the code of Node's parser: https://nodejs.org/api/http.html#event-clienterror */
function refusalOf(errorCode: string | undefined): Refusal {
  if (errorCode === 'HPE_HEADER_OVERFLOW') return { status: 431, code: 'request.too-large' };
  if (errorCode === 'ERR_HTTP_REQUEST_TIMEOUT') return { status: 408, code: 'request.invalid' };
  return { status: 400, code: 'request.invalid' };
}

/** The whole answer to bytes that are no HTTP request, in the form of every other problem (RFC 9457). */
export function formatUnreadableRequest(errorCode: string | undefined): string {
  const { status, code } = refusalOf(errorCode);
  const body: ProblemBody = { type: problemTypeOf(code), title: PROBLEMS[code].title, status, code };
  const text = JSON.stringify(body);
  return [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(text)}`,
    'Connection: close',
    '',
    text,
  ].join('\r\n');
}

/** Called when a request cannot be parsed: an unknown method, control characters in a header. It never becomes a route's. */
export function refuseUnreadableRequest(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  socket.end(formatUnreadableRequest(error.code));
}
