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

const writing = [
  'request.invalid',
  'file.name-invalid',
  'file.not-moved',
  'folder.no-parent',
  'library.offline',
  'library.busy',
  'lock.held',
  'request.precondition-failed',
] as const satisfies ProblemCode[];

export const davPermission = defineEndpoint({
  name: 'davPermission',
  service: 'media',
  method: 'GET',
  path: '/api/dav/permission',
  access: 'editor',
  appPasswords: true,
  summary: 'Whether this program may send files. nginx asks before it takes a body in.',
  problems: ['library.offline'],
});

export const davPut = defineEndpoint({
  ...dav,
  name: 'davPut',
  method: 'PUT',
  access: 'editor',
  summary: 'Stores a file. One that is there already goes to the bin.',
  status: 201,
  problems: [
    ...writing,
    'request.method-not-allowed',
    'upload.name-invalid',
    'upload.too-large',
    'upload.no-space',
    'upload.not-stored',
    'upload.folder-changed',
    'upload.refused',
  ],
});

export const davDelete = defineEndpoint({
  ...dav,
  name: 'davDelete',
  method: 'DELETE',
  access: 'editor',
  summary:
    'Puts a file, or a folder with all that lies in it, into the bin: what one brought in; admins all.',
  problems: [...writing, 'file.not-found', 'file.missing-on-disk', 'folder.not-empty'],
});

export const davMkcol = defineEndpoint({
  ...dav,
  name: 'davMkcol',
  method: 'MKCOL',
  access: 'editor',
  summary: 'Makes a folder.',
  status: 201,
  problems: [...writing, 'request.method-not-allowed', 'request.unsupported-media-type'],
});

const toElsewhere = [
  ...writing,
  'file.not-found',
  'file.missing-on-disk',
  'file.name-taken',
  'folder.name-taken',
  'folder.inside-itself',
  'folder.not-empty',
] as const satisfies ProblemCode[];

export const davMove = defineEndpoint({
  ...dav,
  name: 'davMove',
  method: 'MOVE',
  access: 'editor',
  summary: 'Gives a file or folder another name or place (`Destination`). What is there goes to the bin.',
  status: 201,
  problems: toElsewhere,
});

export const davCopy = defineEndpoint({
  ...dav,
  name: 'davCopy',
  method: 'COPY',
  access: 'editor',
  summary: 'Copies a file, or a folder with up to 10,000 files. What is there goes to the bin.',
  status: 201,
  problems: [...toElsewhere, 'request.too-large', 'upload.name-invalid', 'upload.no-space'],
});

export const davProppatch = defineEndpoint({
  ...dav,
  name: 'davProppatch',
  method: 'PROPPATCH',
  access: 'editor',
  maxBodyBytes: XML_BODY_BYTES,
  summary: 'Keeps properties of a program’s own on a file or folder: all of them, or none.',
  status: 207,
  contentType: 'application/xml',
  problems: [...writing, 'file.not-found', 'property.too-many'],
});

export const davLock = defineEndpoint({
  ...dav,
  name: 'davLock',
  method: 'LOCK',
  access: 'editor',
  maxBodyBytes: XML_BODY_BYTES,
  summary: 'Takes a lock for writing, for an hour at most, or without a body holds it on for longer.',
  contentType: 'application/xml',
  problems: [...writing, 'lock.too-many', 'upload.name-invalid'],
});

export const davUnlock = defineEndpoint({
  ...dav,
  name: 'davUnlock',
  method: 'UNLOCK',
  access: 'editor',
  summary: 'Gives a lock back. Admins end those of others.',
  problems: ['request.invalid', 'lock.not-found', 'auth.forbidden'],
});

export const davEndpoints = {
  davOptions,
  davGet,
  davPropfind,
  davPermission,
  davPut,
  davDelete,
  davMkcol,
  davMove,
  davCopy,
  davProppatch,
  davLock,
  davUnlock,
};

/** Whether this is one of WebDAV's, which has its own description: RFC 4918. */
export function isDav({ path }: Pick<Endpoint, 'path'>): boolean {
  return path === dav.path;
}
