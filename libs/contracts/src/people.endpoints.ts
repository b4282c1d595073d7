import { z } from 'zod';
import { defineEndpoint } from './endpoint.js';
import { userId } from './ids.js';
import { listOf, pageQuery } from './paging.js';
import { newPassword, userName } from './text.js';
import { role, user } from './user.js';

const userParams = z.object({ id: userId });
const username = userName({ max: 100 });
/** A pebibyte is as good as no limit. */
const quotaBytes = z
  .int()
  .min(0)
  .max(1024 ** 5)
  .nullable();

/** Somebody with a name and a password, as admins see them. */
export const person = user.extend({
  createdAt: z.iso.datetime(),
  /** Null for who never signed in, or has no session any more. */
  lastSeenAt: z.iso.datetime().nullable(),
  sessions: z.int(),
  devices: z.int(),
  /** What of theirs may lie in the library at most; null: as much as the disk holds. */
  quotaBytes: z.int().nullable(),
  /** What they brought in and is still there, in the bin or listed. */
  usedBytes: z.int(),
});
export type Person = z.infer<typeof person>;

export const listUsers = defineEndpoint({
  name: 'listUsers',
  service: 'media',
  method: 'GET',
  path: '/api/users',
  access: 'admin',
  summary: 'Everybody who may sign in, by name.',
  query: pageQuery,
  response: listOf(person),
  problems: ['request.invalid'],
});

export const addUser = defineEndpoint({
  name: 'addUser',
  service: 'media',
  method: 'POST',
  path: '/api/users',
  access: 'admin',
  summary: 'Adds somebody who may sign in.',
  body: z.object({
    username,
    password: newPassword,
    role: role.default('viewer'),
    quotaBytes: quotaBytes.optional(),
  }),
  isProven: true,
  status: 201,
  response: person,
  problems: ['request.invalid', 'user.name-taken', 'auth.proof-required', 'auth.proof-invalid'],
});

export const changeUser = defineEndpoint({
  name: 'changeUser',
  service: 'media',
  method: 'PATCH',
  path: '/api/users/:id',
  access: 'admin',
  summary:
    'Renames somebody, changes the role (at once, for open sessions as well) or the quota, or sets a new password, which ends that person’s sessions.',
  params: userParams,
  body: z
    .object({
      username: username.optional(),
      role: role.optional(),
      password: newPassword.optional(),
      quotaBytes: quotaBytes.optional(),
    })
    .refine((change) => Object.keys(change).length > 0, 'must change something'),
  isProven: true,
  response: person,
  problems: [
    'request.invalid',
    'user.not-found',
    'user.name-taken',
    'user.last-admin',
    'auth.proof-required',
    'auth.proof-invalid',
  ],
});

export const removeUser = defineEndpoint({
  name: 'removeUser',
  service: 'media',
  method: 'DELETE',
  path: '/api/users/:id',
  access: 'admin',
  summary: 'Removes somebody with all sessions and paired devices. Files stay.',
  params: userParams,
  problems: ['request.invalid', 'user.not-found', 'user.last-admin'],
});

export const peopleEndpoints = { listUsers, addUser, changeUser, removeUser };
