import type { FileId } from '@hearth/contracts';
import { HearthError, type Visitor } from '@hearth/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { decideDelivery } from './decide-delivery.js';
import type { FileLocation } from './file-location.js';

/** Answers with the bytes of a file, which nginx sends. */
export function deliver(
  file: FileLocation,
  request: FastifyRequest,
  reply: FastifyReply,
  headers: Record<string, string>,
): void {
  const delivery = decideDelivery(file, request.headers);
  if (delivery === 'missing') throw new HearthError('file.missing-on-disk');
  if (delivery === 'precondition-failed') throw new HearthError('request.precondition-failed');
  if (delivery === 'range-not-satisfiable') {
    // RFC 9110, section 15.5.17.
    throw new HearthError('range.not-satisfiable', {
      headers: { 'content-range': `bytes */${String(file.sizeBytes)}` },
    });
  }
  reply.status(delivery === 'not-modified' ? 304 : 200).headers({
    ...headers,
    // Only where nginx does not add it.
    ...(delivery === 'empty' && { 'accept-ranges': 'bytes' }),
    ...(delivery === 'hand-over' && { 'x-accel-redirect': file.accelPath }),
    ...(file.etag !== undefined && { etag: file.etag }),
    'content-type': file.contentType,
    'last-modified': file.lastModified,
    'cache-control': 'private, no-cache',
  });
  reply.send();
}

/** For nginx's access log alone; nginx takes them out of the answer. */
export function logHeaders(
  { userId, sessionId, deviceId, shareId }: Visitor,
  fileId: FileId,
  access: 'stream' | 'download' | 'thumbnail',
): Record<string, string> {
  return {
    ...(userId && { 'x-hearth-user': userId }),
    'x-hearth-session': sessionId,
    ...(deviceId && { 'x-hearth-device': deviceId }),
    ...(shareId && { 'x-hearth-share': shareId }),
    'x-hearth-file': fileId,
    'x-hearth-access': access,
  };
}
