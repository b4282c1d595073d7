import { z } from 'zod';
import { defineEndpoint } from './endpoint.js';
import { deviceId, sessionId, userId } from './ids.js';
import { devicePublicKey } from './device-key.js';
import { listOf, pageQuery } from './paging.js';
import { newPassword, text } from './text.js';
import { user } from './user.js';

const signedIn = z.object({
  token: z.string(),
  refreshToken: z.string(),
  expiresAt: z.iso.datetime(),
  user,
});

export const login = defineEndpoint({
  name: 'login',
  service: 'media',
  method: 'POST',
  path: '/api/auth/login',
  access: 'open',
  summary: 'Signs in with a name and a password; answers with tokens and sets them as cookies.',
  body: z.object({
    username: text({ min: 1, max: 100 }),
    password: z.string().min(1).max(1000),
    publicKey: devicePublicKey.optional(),
  }),
  response: signedIn,
  problems: ['request.invalid', 'auth.wrong-credentials', 'request.rate-limited'],
});

export const refresh = defineEndpoint({
  name: 'refresh',
  service: 'media',
  method: 'POST',
  path: '/api/auth/refresh',
  access: 'open',
  summary:
    'Exchanges a refresh token, from the cookie or the body, for new tokens. Each can be used once. A session that is bound to a key wants a proof in the header `DPoP` (RFC 9449, section 4.2).',
  body: z.object({ refreshToken: z.string().max(200).optional() }).optional(),
  response: signedIn,
  problems: [
    'auth.required',
    'auth.token-invalid',
    'auth.token-expired',
    'auth.refresh-reused',
    'auth.session-revoked',
    'auth.proof-required',
    'auth.proof-invalid',
  ],
});

export const logout = defineEndpoint({
  name: 'logout',
  service: 'media',
  method: 'POST',
  path: '/api/auth/logout',
  access: 'viewer',
  summary: 'Ends this session.',
});

export const me = defineEndpoint({
  name: 'me',
  service: 'media',
  method: 'GET',
  path: '/api/auth/me',
  access: 'viewer',
  summary: 'Who is signed in.',
  response: user.extend({ sessionId, deviceId: deviceId.nullable() }),
});

export const changePassword = defineEndpoint({
  name: 'changePassword',
  service: 'media',
  method: 'POST',
  path: '/api/auth/password',
  access: 'viewer',
  summary:
    'Changes one’s own password and ends all of one’s other sessions, those of paired devices as well.',
  body: z.object({ currentPassword: z.string().min(1).max(1000), newPassword }),
  problems: ['request.invalid', 'auth.wrong-credentials', 'request.rate-limited'],
});

export const session = z.object({
  id: sessionId,
  userId,
  createdAt: z.iso.datetime(),
  lastSeenAt: z.iso.datetime(),
  ip: z.string().nullable(),
  userAgent: z.string().nullable(),
  /** The paired device that this is, if it is one. */
  device: z.object({ id: deviceId, name: z.string() }).nullable(),
  /** Whether it is the session that asks. */
  current: z.boolean(),
});
export type Session = z.infer<typeof session>;

export const listSessions = defineEndpoint({
  name: 'listSessions',
  service: 'media',
  method: 'GET',
  path: '/api/auth/sessions',
  access: 'viewer',
  summary:
    'One’s open sessions, the last seen first; for an admin also somebody else’s. A paired device sees its own alone.',
  query: pageQuery.extend({ userId: userId.optional() }),
  response: listOf(session),
  problems: ['request.invalid', 'auth.forbidden'],
});

export const endSession = defineEndpoint({
  name: 'endSession',
  service: 'media',
  method: 'DELETE',
  path: '/api/auth/sessions/:id',
  access: 'viewer',
  summary: 'Ends one of one’s sessions; an admin may end anybody’s.',
  params: z.object({ id: sessionId }),
  problems: ['request.invalid', 'session.not-found'],
});

export const jwks = defineEndpoint({
  name: 'jwks',
  service: 'media',
  method: 'GET',
  path: '/api/auth/jwks',
  access: 'open',
  summary: 'The public keys that access tokens are verified with (RFC 7517).',
  response: z.object({ keys: z.array(z.record(z.string(), z.unknown())) }),
});

export const authEndpoints = {
  login,
  refresh,
  logout,
  me,
  changePassword,
  listSessions,
  endSession,
  jwks,
};
