import { z } from 'zod';
import { defineEndpoint } from './endpoint.js';
import { sessionId } from './ids.js';
import { text } from './text.js';
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
  body: z.object({ username: text({ min: 1, max: 100 }), password: z.string().min(1).max(1000) }),
  response: signedIn,
  problems: ['request.invalid', 'auth.wrong-credentials', 'request.rate-limited'],
});

export const refresh = defineEndpoint({
  name: 'refresh',
  service: 'media',
  method: 'POST',
  path: '/api/auth/refresh',
  access: 'open',
  summary: 'Exchanges a refresh token, from the cookie or the body, for new tokens. Each can be used once.',
  body: z.object({ refreshToken: z.string().max(200).optional() }).optional(),
  response: signedIn,
  problems: [
    'auth.required',
    'auth.token-invalid',
    'auth.token-expired',
    'auth.refresh-reused',
    'auth.session-revoked',
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
  response: user.extend({ sessionId }),
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

export const authEndpoints = { login, refresh, logout, me, jwks };
