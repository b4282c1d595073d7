import { Injectable } from '@nestjs/common';
import type { FileId, SessionId } from '@hearth/contracts';
import { HearthError, type Visitor } from '@hearth/platform';
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

  create(sessionId: SessionId, file: FileId): { token: string; expiresAt: Date } {
    const expiresSec = Math.floor(Date.now() / 1_000) + LIFETIME_SEC;
    const token = writeLinkToken({ sessionId, expiresSec }, file, this.key);
    return { token, expiresAt: new Date(expiresSec * 1_000) };
  }

  /** As whom to send the file. Throws `link.invalid`, `link.expired` and `auth.session-revoked`. */
  admit(token: string, file: FileId): Promise<Visitor> {
    const link = readLinkToken(token, file, this.key);
    if (!link) throw new HearthError('link.invalid');
    if (link.expiresSec * 1_000 <= Date.now()) throw new HearthError('link.expired');
    return this.sessions.get(link.sessionId);
  }
}
