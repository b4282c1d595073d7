import { z } from 'zod';
import { defineEndpoint, type OutputOf } from './endpoint.js';
import { appPasswordId, userId } from './ids.js';
import { listOf, pageQuery } from './paging.js';
import { displayName } from './text.js';

/** One that a program signs in with in place of its owner's own, for WebDAV. */
export const appPassword = z.object({
  id: appPasswordId,
  /** What its owner calls the program. */
  name: z.string(),
  owner: z.object({ id: userId, username: z.string() }),
  createdAt: z.iso.datetime(),
  /** To the minute; null: never. */
  lastUsedAt: z.iso.datetime().nullable(),
  lastIp: z.string().nullable(),
});
export type AppPassword = z.infer<typeof appPassword>;

/** How many a person may have. */
export const MOST_APP_PASSWORDS = 50;

export const listAppPasswords = defineEndpoint({
  name: 'listAppPasswords',
  service: 'media',
  method: 'GET',
  path: '/api/app-passwords',
  access: 'viewer',
  summary: 'The passwords that programs sign in with, the latest first: admins see all, others their own.',
  query: pageQuery,
  response: listOf(appPassword),
  problems: ['request.invalid'],
});

export const addAppPassword = defineEndpoint({
  name: 'addAppPassword',
  service: 'media',
  method: 'POST',
  path: '/api/app-passwords',
  access: 'viewer',
  summary:
    'Makes a password for one program, which may do there what its owner may. It is shown once. Asks for the owner’s own; a paired device cannot make any.',
  body: z.object({ name: displayName({ max: 60 }), currentPassword: z.string().min(1).max(1000) }),
  status: 201,
  response: z.object({ appPassword, username: z.string(), secret: z.string() }),
  problems: [
    'request.invalid',
    'auth.wrong-credentials',
    'auth.forbidden',
    'request.rate-limited',
    'auth.app-passwords-too-many',
  ],
});
export type NewAppPassword = OutputOf<typeof addAppPassword>;

export const removeAppPassword = defineEndpoint({
  name: 'removeAppPassword',
  service: 'media',
  method: 'DELETE',
  path: '/api/app-passwords/:id',
  access: 'viewer',
  summary: 'The program that has it is shut out with its next request. One’s own; admins all.',
  params: z.object({ id: appPasswordId }),
  problems: ['request.invalid', 'auth.app-password-not-found', 'auth.forbidden'],
});

export const appPasswordsEndpoints = { listAppPasswords, addAppPassword, removeAppPassword };
