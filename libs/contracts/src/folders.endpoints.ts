import { z } from 'zod';
import { defineEndpoint } from './endpoint.js';
import { libraryFolder, text } from './text.js';

const someFolder = libraryFolder.refine((path) => path !== '', 'must not be the library itself');

/** A folder in a list. What lies in folders below it counts too. */
export const folderSummary = z.object({
  name: z.string(),
  path: z.string(),
  files: z.int(),
  sizeBytes: z.int(),
  /** Signed, short-lived addresses of up to four of its newest pictures. */
  coverUrls: z.array(z.string()),
});
export type FolderSummary = z.infer<typeof folderSummary>;

export const listFolder = defineEndpoint({
  name: 'listFolder',
  service: 'media',
  method: 'GET',
  path: '/api/folders',
  access: 'viewer',
  isHeavy: true,
  summary: 'The folders in a folder, as people sort. Its files are listed by `GET /api/files?folder=`.',
  query: z.object({
    path: libraryFolder.default(''),
    limit: z.coerce.number().int().min(1).max(1_000).default(500),
    /** The name of the last folder seen. */
    after: text({ max: 255 }).optional(),
  }),
  response: z.object({
    path: z.string(),
    folders: z.array(folderSummary),
    /** The name to go on after; null at the end. */
    nextAfter: z.string().nullable(),
    /** How many files lie in this very folder. */
    files: z.int(),
    /** Of these files. */
    sizeBytes: z.int(),
  }),
  problems: ['request.invalid', 'folder.not-found'],
});

export const addFolder = defineEndpoint({
  name: 'addFolder',
  service: 'media',
  method: 'POST',
  path: '/api/folders',
  access: 'editor',
  summary: 'Makes a folder, with those above it that are missing.',
  body: z.object({ path: someFolder }),
  status: 201,
  response: z.object({ path: z.string() }),
  problems: [
    'request.invalid',
    'file.name-invalid',
    'folder.name-taken',
    'folder.not-found',
    'file.not-moved',
    'library.offline',
  ],
});

export const moveFolder = defineEndpoint({
  name: 'moveFolder',
  service: 'media',
  method: 'PATCH',
  path: '/api/folders',
  access: 'editor',
  summary: 'Renames or moves a folder with all that lies in it.',
  body: z.object({ path: someFolder, newPath: someFolder }),
  response: z.object({
    path: z.string(),
    files: z.int(),
    /** Of these: the folder lies at its new place, and lists name them there within the next minutes. */
    filesToFollow: z.int(),
  }),
  problems: [
    'request.invalid',
    'file.name-invalid',
    'folder.not-found',
    'folder.name-taken',
    'folder.inside-itself',
    'file.not-moved',
    'library.offline',
    'library.busy',
  ],
});

export const foldersEndpoints = { listFolder, addFolder, moveFolder };
