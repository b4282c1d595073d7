import { z } from 'zod';
import { defineEndpoint } from './endpoint.js';
import { fileId, uploadId } from './ids.js';
import type { ProblemCode } from './problems.js';

/**
 * What one PATCH should carry. A request that is cut off is lost as a whole, so a client on a shaky line sends pieces of
 * this size; what was acknowledged is never lost.
 */
export const UPLOAD_CHUNK_BYTES = 16 * 1024 ** 2;
export const TUS_VERSION = '1.0.0';
/** Of a finished upload, on the answer to its last PATCH and to every HEAD from then on. */
export const UPLOAD_OUTCOME_HEADER = 'hearth-outcome';
export const UPLOAD_FILE_HEADER = 'hearth-file-id';
/** The code of what keeps a complete upload out of the library, also on the answer to HEAD, which has no body to say it in. */
export const UPLOAD_PROBLEM_HEADER = 'hearth-problem';

/** Set by a page for guests, so that what is sent comes from the guest also where somebody of the house is signed in. */
export const AS_GUEST_HEADER = 'hearth-as-guest';

/** `kept-both`: there was another file of that name. `already-here`: the same bytes were there, nothing was added. */
export const uploadOutcome = z.enum(['stored', 'kept-both', 'already-here']);
export type UploadOutcome = z.infer<typeof uploadOutcome>;

export const storedFile = z.object({
  id: fileId,
  /** As it stands in the library, which may differ from the one it came with. */
  name: z.string(),
  folder: z.string(),
  sizeBytes: z.int(),
  sha256: z.string(),
  outcome: uploadOutcome,
});
export type StoredFile = z.infer<typeof storedFile>;

const uploadParams = z.object({ id: uploadId });
const storing = [
  'upload.name-invalid',
  'upload.too-large',
  'upload.no-space',
  'upload.quota-exceeded',
  'upload.not-stored',
  'upload.folder-changed',
  'upload.refused',
  'library.offline',
  'share.no-uploads',
  'share.full',
] as const satisfies ProblemCode[];
const tus = ['request.invalid', 'upload.version-unsupported'] as const satisfies ProblemCode[];
const known = [...tus, 'upload.not-found', 'upload.busy'] as const satisfies ProblemCode[];

export const uploadFiles = defineEndpoint({
  name: 'uploadFiles',
  service: 'media',
  method: 'POST',
  path: '/api/files/upload',
  access: 'editor',
  guests: true,
  summary:
    'Stores many files at once (multipart/form-data). The field `folder` says where to, a field `modifiedAt` when the file after it was last changed. All or, when the request is cut off, none; where one cannot be stored, neither are those after it, and `fields` names them.',
  response: z.object({ files: z.array(storedFile) }),
  problems: ['request.invalid', 'request.unsupported-media-type', ...storing],
});

export const uploadOptions = defineEndpoint({
  name: 'uploadOptions',
  service: 'media',
  method: 'OPTIONS',
  path: '/api/uploads',
  access: 'open',
  summary: 'What of the tus protocol is spoken here: version, extensions, the largest size, checksums.',
});

export const createUpload = defineEndpoint({
  name: 'createUpload',
  service: 'media',
  method: 'POST',
  path: '/api/uploads',
  access: 'editor',
  guests: true,
  summary:
    'Begins a resumable upload (tus 1.0.0, creation). `Upload-Metadata`: filename, filetype, modifiedAt (ISO 8601), folder, deviceId, unlessHere (`true`: not to be stored where the library has these bytes already). Its address is in `Location`; a body counts as the first piece.',
  status: 201,
  problems: [...tus, 'upload.checksum-mismatch', 'device.not-found', ...storing],
});

export const mayUpload = defineEndpoint({
  name: 'mayUpload',
  service: 'media',
  method: 'GET',
  path: '/api/uploads/permission',
  access: 'editor',
  guests: true,
  summary: 'Whether the caller may upload at all; asked before the first byte of a piece is taken in.',
});

export const uploadRoom = defineEndpoint({
  name: 'uploadRoom',
  service: 'media',
  method: 'GET',
  path: '/api/library/room',
  access: 'viewer',
  summary:
    'How much more the caller may bring in: what the disk has free and, where an admin has set one, what is left of their quota. What lies in the bin and what is on its way counts.',
  response: z.object({
    /** The less of the two; null while the library is away and nobody knows. */
    leftBytes: z.int().nullable(),
    freeBytes: z.int().nullable(),
    quotaBytes: z.int().nullable(),
    usedBytes: z.int(),
  }),
});

export const uploadOffset = defineEndpoint({
  name: 'uploadOffset',
  service: 'media',
  method: 'HEAD',
  path: '/api/uploads/:id',
  access: 'editor',
  guests: true,
  summary:
    'How many bytes of an upload are safe on the disk (`Upload-Offset`), and once it is finished its outcome (`Hearth-Outcome`, `Hearth-File-Id`). Of one that is complete and could not be stored it is the next try, and `Hearth-Problem` says what failed; the hub tries by itself as well.',
  params: uploadParams,
  status: 200,
  problems: [...known, 'device.not-found', ...storing],
});

export const appendToUpload = defineEndpoint({
  name: 'appendToUpload',
  service: 'media',
  method: 'PATCH',
  path: '/api/uploads/:id',
  access: 'editor',
  guests: true,
  summary:
    'The next piece (`application/offset+octet-stream`) at `Upload-Offset`, with an `Upload-Checksum` if wanted. The last one puts the file into the library.',
  params: uploadParams,
  problems: [
    ...known,
    'request.unsupported-media-type',
    'upload.offset-mismatch',
    'upload.checksum-mismatch',
    'device.not-found',
    ...storing,
  ],
});

export const overrideUpload = defineEndpoint({
  name: 'overrideUpload',
  service: 'media',
  method: 'POST',
  path: '/api/uploads/:id',
  access: 'editor',
  guests: true,
  summary:
    'For clients that can send no other method: what `X-HTTP-Method-Override` says, which is HEAD (answered 200), PATCH or DELETE.',
  params: uploadParams,
  problems: [...appendToUpload.problems, 'request.method-not-allowed'],
});

export const endUpload = defineEndpoint({
  name: 'endUpload',
  service: 'media',
  method: 'DELETE',
  path: '/api/uploads/:id',
  access: 'editor',
  guests: true,
  summary: 'Gives an upload up; what was sent is thrown away.',
  params: uploadParams,
  problems: [...known],
});

export const uploadsEndpoints = {
  uploadFiles,
  uploadOptions,
  createUpload,
  mayUpload,
  uploadRoom,
  uploadOffset,
  appendToUpload,
  overrideUpload,
  endUpload,
};
