import { Injectable } from '@nestjs/common';
import type { FileId } from '@hearth/contracts';
import { HearthError, type Caller, type Visitor } from '@hearth/platform';
import { SigningKey } from '../signing-key.js';
import { linkKeyFrom, readLinkToken, writeLinkToken } from './link-token.js';
import { OpenSessions } from './open-sessions.js';

const LIFETIME_SEC = 6 * 3_600;

/** Addresses of single files for players that cannot sign in. */
@Injectable()
export class PlayerLinks {
  private readonly key: Buffer;

  constructor(
    private readonly sessions: OpenSessions,
    signingKey: SigningKey,
  ) {
    this.key = linkKeyFrom(signingKey.privateKey.export({ type: 'pkcs8', format: 'der' }));
  }

  create({ sessionId, userId, deviceId }: Caller, file: FileId): { token: string; expiresAt: Date } {
    const expires = Math.floor(Date.now() / 1_000) + LIFETIME_SEC;
    const link = { file, session: sessionId, user: userId, ...(deviceId && { device: deviceId }), expires };
    return { token: writeLinkToken(link, this.key), expiresAt: new Date(expires * 1_000) };
  }

  /** As whom to send the file. Throws `link.invalid`, `link.expired` and `auth.session-revoked`. */
  async admit(token: string, file: FileId): Promise<Visitor> {
    const link = readLinkToken(token, this.key);
    if (link?.file !== file) throw new HearthError('link.invalid');
    if (link.expires * 1_000 <= Date.now()) throw new HearthError('link.expired');
    await this.sessions.require(link.session);
    return { sessionId: link.session, userId: link.user, deviceId: link.device };
  }
}
