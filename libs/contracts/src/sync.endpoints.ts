import { z } from 'zod';
import { defineEndpoint } from './endpoint.js';
import { fileSummary } from './file.js';
import { deviceId, fileId, userId } from './ids.js';
import { text } from './text.js';
import { storedFile } from './uploads.endpoints.js';

/** So many files can be asked after, or shared, at once. */
export const SYNC_FILES_AT_ONCE = 1_000;

const deviceParams = z.object({ deviceId });
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in lower-case hex');

export const checkSync = defineEndpoint({
  name: 'checkSync',
  service: 'media',
  method: 'POST',
  path: '/api/sync/:deviceId/check',
  access: 'editor',
  isHeavy: true,
  summary: 'Which of a device’s files are in the library already, so that they need not be sent.',
  params: deviceParams,
  body: z.object({
    files: z
      .array(
        z.object({
          name: text({ min: 1, max: 255 }),
          sizeBytes: z.int().min(0),
          sha256: sha256.optional(),
          modifiedAt: z.iso.datetime({ offset: true }),
        }),
      )
      .max(SYNC_FILES_AT_ONCE),
  }),
  maxBodyBytes: 1024 ** 2,
  /** In the order of the question. */
  response: z.object({
    files: z.array(
      z.object({
        /**
         * `unknown`: without a SHA-256 nobody can say; a file of this name, size and time is here (`fileId`), so it is worth
         * computing one.
         */
        here: z.union([z.boolean(), z.literal('unknown')]),
        fileId: fileId.optional(),
      }),
    ),
  }),
  problems: ['request.invalid', 'device.not-found'],
});

export const syncFiles = defineEndpoint({
  name: 'syncFiles',
  service: 'media',
  method: 'POST',
  path: '/api/sync/:deviceId',
  access: 'editor',
  summary:
    'Backs files of a device up (multipart/form-data) into `Phone backup/<device name>/YYYY/MM/`, by when they were taken. A field `modifiedAt` belongs to the file after it. Large files are better sent by tus, with `deviceId` in their metadata.',
  params: deviceParams,
  response: z.object({ files: z.array(storedFile) }),
  problems: [
    'request.invalid',
    'request.unsupported-media-type',
    'device.not-found',
    'upload.name-invalid',
    'upload.too-large',
    'upload.no-space',
    'upload.quota-exceeded',
    'upload.not-stored',
    'upload.folder-changed',
    'upload.refused',
    'library.offline',
  ],
});

export const shareWithDevice = defineEndpoint({
  name: 'shareWithDevice',
  service: 'media',
  method: 'POST',
  path: '/api/sync/:deviceId/outbound',
  access: 'editor',
  summary: 'Lays files of the library out for a device to take.',
  params: deviceParams,
  body: z.object({ fileIds: z.array(fileId).min(1).max(SYNC_FILES_AT_ONCE) }),
  /** How many of them were not laid out before. */
  response: z.object({ added: z.int() }),
  problems: ['request.invalid', 'device.not-found', 'file.not-found'],
});

export const syncChanges = defineEndpoint({
  name: 'syncChanges',
  service: 'media',
  method: 'GET',
  path: '/api/sync/:deviceId/changes',
  access: 'viewer',
  summary: 'What was shared with this device since it last asked, the oldest first.',
  params: deviceParams,
  query: z.object({
    /** The `cursor` of the last answer; everything without it. */
    since: text({ max: 100 }).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(100),
  }),
  response: z.object({
    items: z.array(
      z.object({
        file: fileSummary,
        sharedAt: z.iso.datetime(),
        sharedBy: userId,
        downloadUrl: z.string(),
      }),
    ),
    /** For `since` next time. */
    cursor: z.string().nullable(),
    hasMore: z.boolean(),
  }),
  problems: ['request.invalid', 'device.not-found'],
});

export const syncEndpoints = { checkSync, syncFiles, shareWithDevice, syncChanges };
