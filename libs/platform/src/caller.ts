import type { AccessTokenClaims, DeviceId, Role, SessionId, UserId } from '@hearth/contracts';

/** The person behind a request, as the access token says. */
export interface Caller {
  readonly userId: UserId;
  readonly username: string;
  readonly role: Role;
  readonly sessionId: SessionId;
  /** The paired device that acts for the person, if it is one. */
  readonly deviceId?: DeviceId | undefined;
}

export function callerOf(claims: AccessTokenClaims): Caller {
  const { sub: userId, name: username, role, sid: sessionId, did: deviceId } = claims;
  return { userId, username, role, sessionId, deviceId };
}

declare module 'fastify' {
  interface FastifyRequest {
    caller?: Caller;
  }
}
