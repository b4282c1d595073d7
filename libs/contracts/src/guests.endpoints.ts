import { z } from 'zod';
import { defineEndpoint } from './endpoint.js';
import { fileDetail, fileSummary } from './file.js';
import { fileId, shareId } from './ids.js';
import { listOf, pageQuery } from './paging.js';
import { text } from './text.js';

/** 16 random bytes in base64url. */
const code = z.string().regex(/^[\w-]{22}$/, 'must be the code of a link');
const opening = z.object({ code, password: text({ max: 200 }).optional() });
/** What whoever opens a link learns of it. */
export const openedShare = z.object({
  id: shareId,
  label: z.string().nullable(),
  sharedBy: z.string(),
  expiresAt: z.iso.datetime(),
  allowUpload: z.boolean(),
  files: z.int(),
  sizeBytes: z.int(),
});
export type OpenedShare = z.infer<typeof openedShare>;

const OPENING_PROBLEMS = [
  'request.invalid',
  'share.not-found',
  'share.expired',
  'share.used-up',
  'share.revoked',
] as const;

export const inspectShare = defineEndpoint({
  name: 'inspectShare',
  service: 'media',
  method: 'POST',
  path: '/api/shares/inspect',
  access: 'open',
  summary: 'What a link asks for before it is opened. Uses nothing up.',
  body: z.object({ code }),
  response: z.object({
    id: shareId,
    label: z.string().nullable(),
    sharedBy: z.string(),
    hubName: z.string(),
    needsPassword: z.boolean(),
    /** Null where it may be opened without end. */
    usesLeft: z.int().nullable(),
    expiresAt: z.iso.datetime(),
  }),
  problems: OPENING_PROBLEMS,
});

export const openShare = defineEndpoint({
  name: 'openShare',
  service: 'media',
  method: 'POST',
  path: '/api/shares/open',
  access: 'open',
  summary:
    'Opens a link, which counts as one use. The token, also set as a cookie, is good for its files alone.',
  body: opening,
  response: z.object({ token: z.string(), tokenExpiresAt: z.iso.datetime(), share: openedShare }),
  problems: [...OPENING_PROBLEMS, 'share.password-required', 'share.password-wrong', 'request.rate-limited'],
});

const GUESTS_PROBLEMS = ['auth.token-expired', 'auth.session-revoked'] as const;

export const currentShare = defineEndpoint({
  name: 'currentShare',
  service: 'media',
  method: 'GET',
  path: '/api/shares/current',
  access: 'ticket',
  guests: true,
  summary: 'The link that a guest has opened.',
  response: openedShare,
  problems: GUESTS_PROBLEMS,
});

export const currentShareFiles = defineEndpoint({
  name: 'currentShareFiles',
  service: 'media',
  method: 'GET',
  path: '/api/shares/current/files',
  access: 'ticket',
  guests: true,
  summary: 'What was shared, the newest first: nothing of where it lies or who brought it.',
  query: pageQuery,
  response: listOf(fileSummary),
  problems: ['request.invalid', ...GUESTS_PROBLEMS],
});

export const currentShareFile = defineEndpoint({
  name: 'currentShareFile',
  service: 'media',
  method: 'GET',
  path: '/api/shares/current/files/:id',
  access: 'ticket',
  guests: true,
  summary: 'One of the files that were shared, with what a player must know of it.',
  params: z.object({ id: fileId }),
  response: fileSummary.extend({ codecs: fileDetail.shape.codecs, renditions: fileDetail.shape.renditions }),
  problems: ['request.invalid', 'file.not-found', ...GUESTS_PROBLEMS],
});

export const currentShareUploads = defineEndpoint({
  name: 'currentShareUploads',
  service: 'media',
  method: 'GET',
  path: '/api/shares/current/uploads',
  access: 'ticket',
  guests: true,
  summary: 'What the guest who asks has brought since they opened the link, the latest 200.',
  response: z.object({ items: z.array(fileSummary) }),
  problems: GUESTS_PROBLEMS,
});

export const downloadShared = defineEndpoint({
  name: 'downloadShared',
  service: 'media',
  method: 'GET',
  path: '/api/shares/current/archive',
  access: 'ticket',
  guests: true,
  summary: 'All that was shared as one zip, made while it is read.',
  contentType: 'application/zip',
  problems: ['archive.empty', 'archive.too-many', 'library.offline', ...GUESTS_PROBLEMS],
});

export const guestsEndpoints = {
  inspectShare,
  openShare,
  currentShare,
  currentShareFiles,
  currentShareFile,
  downloadShared,
  currentShareUploads,
};
