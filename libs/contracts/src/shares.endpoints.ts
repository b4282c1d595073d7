import { z } from 'zod';
import { defineEndpoint } from './endpoint.js';
import { fileIdList } from './file-changes.endpoints.js';
import { fileSummary } from './file.js';
import { albumId, fileId, shareId, userId } from './ids.js';
import { listOf, pageQuery } from './paging.js';
import { displayName, libraryFolder, text } from './text.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const LONGEST_MS = 365 * DAY_MS;

/** How long a link holds, `1h` to `365d`, read as milliseconds. There is none that holds for ever. */
export const shareLifetime = z
  .string()
  .regex(/^[1-9]\d{0,3}[hd]$/, 'must be hours or days, as in 12h or 30d')
  .transform((value) => Number.parseInt(value, 10) * (value.endsWith('h') ? HOUR_MS : DAY_MS))
  .refine((ms) => ms <= LONGEST_MS, 'must be 365d at most');

const uploadLimits = {
  maxUploadFiles: z.int().min(1).max(100_000).optional(),
  maxUploadBytes: z
    .int()
    .min(1)
    .max(10 * 1024 ** 4)
    .optional(),
  isModerated: z.boolean().optional(),
};
const maxUses = z.int().min(1).max(1_000_000);
const password = text({ min: 4, max: 200 });
const params = z.object({ id: shareId });

export const SHARE_STATES = ['open', 'expired', 'used-up', 'revoked'] as const;

/** A link as its maker sees it. The code is shown once, when it is made, and kept nowhere. */
export const share = z.object({
  id: shareId,
  label: z.string().nullable(),
  /** What it leads to; `nothing` where guests may only bring files. */
  of: z.enum(['files', 'folder', 'album', 'nothing']),
  folder: z.string().nullable(),
  albumId: albumId.nullable(),
  /** The first four of certain files. */
  coverFileIds: z.array(fileId),
  /** How many certain files there are; null of a folder or an album, which may grow. */
  files: z.int().nullable(),
  state: z.enum(SHARE_STATES),
  allowUpload: z.boolean(),
  /** What guests have brought, and may in all. */
  uploads: z.object({ files: z.int(), sizeBytes: z.int(), maxFiles: z.int(), maxBytes: z.int() }),
  /** Whether somebody looks at what guests bring before the wall shows it. */
  isModerated: z.boolean(),
  hasPassword: z.boolean(),
  uses: z.int(),
  maxUses: z.int().nullable(),
  lastUsedAt: z.iso.datetime().nullable(),
  createdBy: z.object({ id: userId, username: z.string() }),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  revokedAt: z.iso.datetime().nullable(),
});
export type Share = z.infer<typeof share>;

export const createShare = defineEndpoint({
  name: 'createShare',
  service: 'media',
  method: 'POST',
  path: '/api/shares',
  access: 'editor',
  isProven: true,
  summary: 'Makes a link to files, a folder with all below it, or an album, for people without an account.',
  body: z
    .object({
      fileIds: fileIdList({ max: 5_000 }).optional(),
      folder: libraryFolder.refine((path) => path !== '', 'must be a folder').optional(),
      albumId: albumId.optional(),
      expiresIn: shareLifetime.default(30 * DAY_MS),
      maxUses: maxUses.optional(),
      allowUpload: z.boolean().default(false),
      ...uploadLimits,
      password: password.optional(),
      label: displayName({ max: 100 }).optional(),
    })
    .refine((body) => {
      const parts = [body.fileIds, body.folder, body.albumId].filter((part) => part !== undefined);
      return parts.length === 1 || (parts.length === 0 && body.allowUpload);
    }, 'must have one of fileIds, folder and albumId, or allowUpload'),
  status: 201,
  response: z.object({
    id: shareId,
    url: z.url(),
    code: z.string(),
    qrSvg: z.string(),
    expiresAt: z.iso.datetime(),
  }),
  problems: [
    'request.invalid',
    'file.not-found',
    'album.not-found',
    'share.empty',
    'auth.proof-required',
    'auth.proof-invalid',
  ],
});

export const listShares = defineEndpoint({
  name: 'listShares',
  service: 'media',
  method: 'GET',
  path: '/api/shares',
  access: 'editor',
  summary: 'The links that one has made, for admins all, the newest first; ended ones for 90 days.',
  query: pageQuery,
  response: listOf(share),
  problems: ['request.invalid'],
});

export const getShare = defineEndpoint({
  name: 'getShare',
  service: 'media',
  method: 'GET',
  path: '/api/shares/:id',
  access: 'editor',
  summary: 'A link of one’s own, when it was opened lately and from where, and which files were looked at.',
  params,
  response: share.extend({
    /** The latest 50. */
    opens: z.array(
      z.object({ at: z.iso.datetime(), ip: z.string().nullable(), userAgent: z.string().nullable() }),
    ),
    /** The 50 that were fetched last, as streams and downloads. */
    fetched: z.array(z.object({ fileId, name: z.string(), times: z.int(), lastAt: z.iso.datetime() })),
  }),
  problems: ['request.invalid', 'share.not-found'],
});

export const changeShare = defineEndpoint({
  name: 'changeShare',
  service: 'media',
  method: 'PATCH',
  path: '/api/shares/:id',
  access: 'editor',
  isProven: true,
  summary:
    'Gives a link another end, counted from now, another number of uses or password; null takes them off.',
  params,
  body: z
    .object({
      expiresIn: shareLifetime.optional(),
      maxUses: maxUses.nullable().optional(),
      password: password.nullable().optional(),
      ...uploadLimits,
      label: displayName({ max: 100 }).nullable().optional(),
    })
    .refine((change) => Object.values(change).some((value) => value !== undefined), 'must change something'),
  response: share,
  problems: [
    'request.invalid',
    'share.not-found',
    'share.revoked',
    'auth.proof-required',
    'auth.proof-invalid',
  ],
});

export const revokeShare = defineEndpoint({
  name: 'revokeShare',
  service: 'media',
  method: 'DELETE',
  path: '/api/shares/:id',
  access: 'editor',
  summary: 'Ends a link: its tokens are refused within a second, and streams end at their next range.',
  params,
  problems: ['request.invalid', 'share.not-found'],
});

export const listShareUploads = defineEndpoint({
  name: 'listShareUploads',
  service: 'media',
  method: 'GET',
  path: '/api/shares/:id/uploads',
  access: 'editor',
  summary:
    'What guests brought by a link of one’s own, the latest 200, for the wall and for who looks at it before.',
  params,
  response: z.object({
    label: z.string().nullable(),
    isModerated: z.boolean(),
    items: z.array(fileSummary.extend({ uploadedAt: z.iso.datetime(), isShown: z.boolean() })),
  }),
  problems: ['request.invalid', 'share.not-found'],
});

export const showShareUpload = defineEndpoint({
  name: 'showShareUpload',
  service: 'media',
  method: 'PATCH',
  path: '/api/shares/:id/uploads/:fileId',
  access: 'editor',
  summary: 'Puts what a guest brought on the wall, or takes it off.',
  params: params.extend({ fileId }),
  body: z.object({ isShown: z.boolean() }),
  problems: ['request.invalid', 'share.not-found', 'file.not-found'],
});

export const fileQr = defineEndpoint({
  name: 'fileQr',
  service: 'media',
  method: 'GET',
  path: '/api/files/:id/qr',
  access: 'viewer',
  summary: 'A QR code of the address at which people of the house see the file.',
  params: z.object({ id: fileId }),
  contentType: 'image/svg+xml',
  problems: ['request.invalid', 'file.not-found'],
});

export const qr = defineEndpoint({
  name: 'qr',
  service: 'media',
  method: 'GET',
  path: '/api/qr',
  access: 'viewer',
  summary: 'A QR code of the library’s address.',
  query: z.object({ target: z.enum(['library']).default('library') }),
  contentType: 'image/svg+xml',
  problems: ['request.invalid'],
});

export const sharesEndpoints = {
  createShare,
  listShares,
  getShare,
  changeShare,
  revokeShare,
  listShareUploads,
  showShareUpload,
  fileQr,
  qr,
};
