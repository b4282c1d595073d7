import { z } from 'zod';
import { defineEndpoint } from './endpoint.js';
import { fileIdList, itemOutcome } from './file-changes.endpoints.js';
import { fileSummary } from './file.js';
import { albumId, fileId, userId } from './ids.js';
import { listOf, pageQuery } from './paging.js';
import { displayName } from './text.js';

const albumTitle = displayName({ max: 200 });
const params = z.object({ id: albumId });

export const album = z.object({
  id: albumId,
  title: z.string(),
  /** Those that are listed; what lies in the bin keeps its place and is not counted. */
  files: z.int(),
  coverFileId: fileId.nullable(),
  /** Signed and short-lived: of the chosen cover, else of the first file that has a picture. */
  coverUrl: z.string().nullable(),
  createdBy: userId.nullable(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type Album = z.infer<typeof album>;

export const listAlbums = defineEndpoint({
  name: 'listAlbums',
  service: 'media',
  method: 'GET',
  path: '/api/albums',
  access: 'viewer',
  isHeavy: true,
  summary: 'The albums of the house, the last changed first.',
  query: pageQuery.extend({ /** Those that hold this file. */ fileId: fileId.optional() }),
  response: listOf(album),
  problems: ['request.invalid'],
});

export const addAlbum = defineEndpoint({
  name: 'addAlbum',
  service: 'media',
  method: 'POST',
  path: '/api/albums',
  access: 'editor',
  summary: 'A new album, with files in the order given.',
  body: z.object({ title: albumTitle, fileIds: fileIdList({ max: 1_000 }).optional() }),
  status: 201,
  response: album,
  problems: ['request.invalid', 'file.not-found'],
});

export const getAlbum = defineEndpoint({
  name: 'getAlbum',
  service: 'media',
  method: 'GET',
  path: '/api/albums/:id',
  access: 'viewer',
  summary: 'An album and a page of its files, in its own order.',
  params,
  query: pageQuery.pick({ limit: true, cursor: true }),
  response: album.extend({ items: z.array(fileSummary), nextCursor: z.string().nullable() }),
  problems: ['request.invalid', 'album.not-found'],
});

export const changeAlbum = defineEndpoint({
  name: 'changeAlbum',
  service: 'media',
  method: 'PATCH',
  path: '/api/albums/:id',
  access: 'editor',
  summary: 'Another title, another cover (null: the first picture), or another order.',
  params,
  body: z
    .object({
      title: albumTitle.optional(),
      coverFileId: fileId.nullable().optional(),
      /** Puts these, in the order given, before another file of the album; null: at the end. */
      move: z.object({ fileIds: fileIdList({ max: 1_000 }), before: fileId.nullable() }).optional(),
    })
    .refine((body) => Object.values(body).some((value) => value !== undefined), 'must change something'),
  response: album,
  problems: ['request.invalid', 'album.not-found', 'file.not-found'],
});

export const removeAlbum = defineEndpoint({
  name: 'removeAlbum',
  service: 'media',
  method: 'DELETE',
  path: '/api/albums/:id',
  access: 'editor',
  summary: 'The album goes, its files stay where they are.',
  params,
  problems: ['request.invalid', 'album.not-found'],
});

const filesBody = z.object({ fileIds: fileIdList({ max: 1_000 }) });
const outcomes = z.object({ items: z.array(itemOutcome) });

export const addToAlbum = defineEndpoint({
  name: 'addToAlbum',
  service: 'media',
  method: 'POST',
  path: '/api/albums/:id/files',
  access: 'editor',
  summary: 'Puts files at the end of an album. One that is in it already stays where it is.',
  params,
  body: filesBody,
  status: 200,
  response: outcomes,
  problems: ['request.invalid', 'album.not-found', 'album.full'],
});

export const takeFromAlbum = defineEndpoint({
  name: 'takeFromAlbum',
  service: 'media',
  method: 'DELETE',
  path: '/api/albums/:id/files',
  access: 'editor',
  summary: 'Takes files out of an album; they stay in the library.',
  params,
  body: filesBody,
  status: 200,
  response: outcomes,
  problems: ['request.invalid', 'album.not-found'],
});

export const albumsEndpoints = {
  listAlbums,
  addAlbum,
  getAlbum,
  changeAlbum,
  removeAlbum,
  addToAlbum,
  takeFromAlbum,
};
