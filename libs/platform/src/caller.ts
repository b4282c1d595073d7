import type { AccessTokenClaims, Role, SessionId, UserId } from '@hearth/contracts';

/** The person behind a request, as the access token says. */
export interface Caller {
  readonly userId: UserId;
  readonly username: string;
  readonly role: Role;
  readonly sessionId: SessionId;
}

export function callerOf(claims: AccessTokenClaims): Caller {
  return { userId: claims.sub, username: claims.name, role: claims.role, sessionId: claims.sid };
}

declare module 'fastify' {
  interface FastifyRequest {
    caller?: Caller;
  }
}
