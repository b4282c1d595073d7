import { z } from 'zod';
import { defineEndpoint } from './endpoint.js';
import { fileIdList } from './file-changes.endpoints.js';
import { albumId, archiveId } from './ids.js';
import { libraryFolder } from './text.js';

export const makeArchive = defineEndpoint({
  name: 'makeArchive',
  service: 'media',
  method: 'POST',
  path: '/api/archives',
  access: 'viewer',
  guests: true,
  summary:
    'An address of a zip with these files, a folder with all below it, or an album; good for 15 minutes.',
  body: z
    .object({
      fileIds: fileIdList({ max: 10_000 }).optional(),
      folder: libraryFolder.optional(),
      albumId: albumId.optional(),
    })
    .refine(
      ({ fileIds, folder, albumId: ofAlbum }) =>
        [fileIds, folder, ofAlbum].filter((part) => part !== undefined).length === 1,
      'must have one of fileIds, folder and albumId',
    ),
  status: 201,
  response: z.object({
    url: z.string(),
    files: z.int(),
    /** Of the files together; the zip is a little larger. */
    sizeBytes: z.int(),
    expiresAt: z.iso.datetime(),
  }),
  problems: [
    'request.invalid',
    'archive.empty',
    'archive.too-many',
    'album.not-found',
    'folder.not-found',
    'file.not-found',
  ],
});

export const downloadArchive = defineEndpoint({
  name: 'downloadArchive',
  service: 'media',
  method: 'GET',
  path: '/api/archives/:id',
  access: 'viewer',
  guests: true,
  summary:
    'The zip, stored and not compressed, made while it is read. For the session, or the guests of the link, that asked for it.',
  params: z.object({ id: archiveId }),
  contentType: 'application/zip',
  problems: ['request.invalid', 'archive.not-found', 'archive.expired', 'archive.empty', 'library.offline'],
});

export const archivesEndpoints = { makeArchive, downloadArchive };
