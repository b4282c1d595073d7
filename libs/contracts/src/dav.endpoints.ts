import { defineEndpoint, type Endpoint } from './endpoint.js';
import type { ProblemCode } from './problems.js';

/** Where the library is reached by WebDAV (RFC 4918). */
export const DAV_ROOT = '/dav/';

const dav = { service: 'media', path: `${DAV_ROOT}*`, appPasswords: true } as const;
/** An XML body names some properties, or who holds a lock. */
const XML_BODY_BYTES = 64 * 1024;
const reading = ['request.invalid', 'file.not-found', 'library.offline'] as const satisfies ProblemCode[];

export const davOptions = defineEndpoint({
  ...dav,
  name: 'davOptions',
  method: 'OPTIONS',
  access: 'open',
  summary: 'What of WebDAV is spoken here (RFC 4918, section 10.1).',
});

export const davGet = defineEndpoint({
  ...dav,
  name: 'davGet',
  method: 'GET',
  access: 'viewer',
  summary: 'The bytes of a file, whole or by range.',
  contentType: '*/*',
  problems: [...reading, 'file.missing-on-disk', 'range.not-satisfiable', 'request.precondition-failed'],
});

export const davPropfind = defineEndpoint({
  ...dav,
  name: 'davPropfind',
  method: 'PROPFIND',
  access: 'viewer',
  isHeavy: true,
  maxBodyBytes: XML_BODY_BYTES,
  summary: 'The properties of a file or folder, and with `Depth: 1` of what lies in it; deeper is refused.',
  status: 207,
  contentType: 'application/xml',
  problems: reading,
});

export const davEndpoints = { davOptions, davGet, davPropfind };

/** Whether this is one of WebDAV's, which has its own description: RFC 4918. */
export function isDav({ path }: Pick<Endpoint, 'path'>): boolean {
  return path === dav.path;
}
