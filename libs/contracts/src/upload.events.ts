import { z } from 'zod';
import { defineEvent } from './event.js';
import { deviceId, fileId, uploadId, userId } from './ids.js';

export const uploadProgressed = defineEvent({
  subject: 'hearth.live.uploads.upload-progressed.v1',
  summary: 'How far an upload has come. Not stored: the next one replaces it.',
  payload: z.object({
    uploadId,
    /** Who sends it; of a guest, whoever made the link. */
    ownerId: userId,
    /** The paired device that sends it. */
    deviceId: deviceId.nullable(),
    name: z.string(),
    /** What is on the hub's disk. */
    receivedBytes: z.int(),
    sizeBytes: z.int(),
    /** `storing`: all of it is here, and not yet in the library; `ended`: given up by who sent it, or refused. */
    state: z.enum(['receiving', 'storing', 'done', 'ended']),
    /** Once it is done. */
    fileId: fileId.nullable(),
  }),
  publishers: ['media'],
  consumers: ['gateway'],
});

export const uploadEvents = { uploadProgressed };
