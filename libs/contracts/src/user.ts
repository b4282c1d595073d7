import { z } from 'zod';
import { deviceId, sessionId, userId } from './ids.js';

/** From the least to the most allowed; each role may do all that those before it may. */
export const ROLES = ['viewer', 'editor', 'admin'] as const;
export const role = z.enum(ROLES);
export type Role = z.infer<typeof role>;

export function hasRole(actual: Role, needed: Role): boolean {
  return ROLES.indexOf(actual) >= ROLES.indexOf(needed);
}

/** The lower of two roles: what a device may do at most is what its owner may. */
export function lowerRole(one: Role, other: Role): Role {
  return hasRole(one, other) ? other : one;
}

export const user = z.object({ id: userId, username: z.string(), role });
export type User = z.infer<typeof user>;

/** The claims of an access token (RFC 9068: `typ` is `at+jwt`). Times are seconds since 1970. */
export const accessTokenClaims = z.object({
  iss: z.literal('hearth'),
  aud: z.literal('hearth'),
  sub: userId,
  name: z.string(),
  role,
  sid: sessionId,
  /** The paired device that acts for the person, if it is one. */
  did: deviceId.optional(),
  /** How often the session's rights had changed when this was issued; tokens of before the last change are refused. */
  ver: z.int().min(0).optional(),
  jti: z.string(),
  iat: z.int(),
  exp: z.int(),
});
export type AccessTokenClaims = z.infer<typeof accessTokenClaims>;
