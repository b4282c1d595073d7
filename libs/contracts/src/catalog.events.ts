import { z } from 'zod';
import { defineEvent } from './event.js';
import { fileKind, fileState } from './file.js';
import { albumId, deviceId, fileId, sessionId, userId } from './ids.js';

/** What others learn of a file. */
export const fileFacts = z.object({
  fileId,
  name: z.string(),
  folder: z.string(),
  kind: fileKind,
  mimeType: z.string(),
  sizeBytes: z.int(),
  durationSec: z.number().nullable(),
  uploadedBy: userId.nullable(),
  deviceId: deviceId.nullable(),
  createdAt: z.iso.datetime(),
  state: fileState,
  /** Grows with every change of the file, so that an older event never overwrites a newer one. */
  revision: z.int(),
});
export type FileFacts = z.infer<typeof fileFacts>;

export const fileAdded = defineEvent({
  subject: 'hearth.catalog.file.added.v1',
  summary: 'A file has come into the index.',
  payload: fileFacts,
  publishers: ['indexer', 'media'],
  consumers: ['analytics', 'gateway'],
});

export const fileChanged = defineEvent({
  subject: 'hearth.catalog.file.changed.v1',
  summary:
    'Something about a file is different: its facts were read, its bytes, its name or its place changed.',
  payload: fileFacts,
  publishers: ['indexer', 'media'],
  consumers: ['analytics', 'gateway', 'media'],
});

export const fileRemoved = defineEvent({
  subject: 'hearth.catalog.file.removed.v1',
  summary: 'A file has left the index.',
  payload: z.object({ fileId, revision: z.int() }),
  publishers: ['indexer', 'media'],
  consumers: ['analytics', 'gateway', 'media'],
});

export const albumChanged = defineEvent({
  subject: 'hearth.catalog.album.changed.v1',
  summary: 'An album is new, has another title, cover, order or other files, or is gone.',
  payload: z.object({ albumId, revision: z.int(), isGone: z.boolean() }),
  publishers: ['media'],
  consumers: ['gateway'],
});

export const scanProgressed = defineEvent({
  subject: 'hearth.live.library.scan-progressed.v1',
  summary: 'How far indexing has come. Not stored: the next one replaces it.',
  payload: z.object({
    status: z.enum(['online', 'offline', 'held']),
    found: z.int(),
    waiting: z.int(),
    done: z.int(),
    /** Files a second, lately; and how long the rest takes at that pace. Missing where nobody knows yet. */
    perSec: z.number().optional(),
    secondsLeft: z.int().optional(),
  }),
  publishers: ['indexer'],
  consumers: ['gateway'],
});

export const searchMade = defineEvent({
  subject: 'hearth.catalog.search.made.v1',
  summary:
    'Somebody asked for the first page of a search. Told at most once, so one may be lost; of what is still being typed analytics counts the last.',
  payload: z.object({
    sessionId,
    query: z.string().min(1).max(200),
    /** How many were found, as far as they were counted: the first page at least. */
    results: z.int(),
  }),
  publishers: ['media'],
  consumers: ['analytics'],
});

export const catalogEvents = {
  fileAdded,
  fileChanged,
  fileRemoved,
  albumChanged,
  scanProgressed,
  searchMade,
};
