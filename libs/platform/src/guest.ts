import type { Endpoint, DeviceId, SessionId, ShareId, UserId } from '@hearth/contracts';
import type { FastifyRequest } from 'fastify';
import { findCookie, findToken } from './token-source.js';

export const SHARE_COOKIE = '__Host-hearth_share';
/** No access token has it, and no share token has another (RFC 8725, section 3.11). */
export const SHARE_TOKEN_TYPE = 'share+jwt';

/** Whoever opened a share link. */
export interface Guest {
  readonly shareId: ShareId;
  /** The link's own id: in the access log, and where something belongs to one session. */
  readonly sessionId: SessionId;
  /** Of this opening of the link: others who opened it are other guests. */
  readonly guestId: string;
}

/** Who fetches: a person who is signed in, or a guest. */
export interface Visitor {
  readonly sessionId: SessionId;
  readonly userId?: UserId | undefined;
  readonly deviceId?: DeviceId | undefined;
  readonly shareId?: ShareId | undefined;
  readonly guestId?: string | undefined;
}

/** Lets guests in, by the token of a share link. The service that makes the links has one; elsewhere guests have no way in. */
export interface GuestAdmission {
  /** Throws what is wrong with the token, and `file.not-found` for a file that was not shared. */
  admit(request: FastifyRequest, endpoint: Endpoint, token: string): Promise<Guest>;
}

declare module 'fastify' {
  interface FastifyRequest {
    guest?: Guest;
  }
}

/** The share token of a request: as a bearer token, or in its own cookie where there is no bearer token of any kind. */
export function findShareToken(request: FastifyRequest): string | undefined {
  const source = findToken(request);
  if (source?.via !== 'bearer') return findCookie(request.headers, SHARE_COOKIE);
  return isShareToken(source.token) ? source.token : undefined;
}

function isShareToken(token: string): boolean {
  try {
    const header: unknown = JSON.parse(Buffer.from(token.split('.', 1)[0] ?? '', 'base64url').toString());
    return (
      typeof header === 'object' && header !== null && 'typ' in header && header.typ === SHARE_TOKEN_TYPE
    );
  } catch {
    return false;
  }
}
