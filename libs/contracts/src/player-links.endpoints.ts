import { z } from 'zod';
import { defineEndpoint } from './endpoint.js';
import { fileId } from './ids.js';

const params = z.object({ id: fileId });

export const createPlayerLink = defineEndpoint({
  name: 'createPlayerLink',
  service: 'media',
  method: 'POST',
  path: '/api/files/:id/links',
  access: 'viewer',
  isProven: true,
  summary:
    'An address of this one file for a television or a player that cannot sign in: for 6 hours, and no longer than the session of whoever asks. What is fetched by it counts as theirs.',
  params,
  status: 201,
  response: z.object({ url: z.url(), expiresAt: z.iso.datetime() }),
  problems: ['request.invalid', 'file.not-found', 'auth.proof-required', 'auth.proof-invalid'],
});

export const streamLinked = defineEndpoint({
  name: 'streamLinked',
  service: 'media',
  method: 'GET',
  path: '/api/files/:id/linked',
  access: 'open',
  summary: 'The bytes, as `/stream` gives them, for whoever has the address.',
  params,
  /** What the address ends in, signed. */
  query: z.object({ k: z.string().min(1).max(100) }),
  contentType: '*/*',
  problems: [
    'request.invalid',
    'link.invalid',
    'link.expired',
    'auth.session-revoked',
    'file.not-found',
    'library.waking',
    'file.missing-on-disk',
    'range.not-satisfiable',
    'request.precondition-failed',
  ],
});

export const playerLinksEndpoints = { createPlayerLink, streamLinked };
