import { Injectable } from '@nestjs/common';
import { sumUpShared } from '@hearth/catalog';
import type { OpenedShare, ProblemCode } from '@hearth/contracts';
import { HearthError, networkOf, Passwords } from '@hearth/platform';
import { DataSource } from 'typeorm';
import type { Client } from '../sign-in/client.js';
import { decideShareOpen, decideTokenEnd, type ShareState } from './decide-share-open.js';
import { ShareLimits } from './share-limits.js';
import { countUse, findShareByCode, recordOpen, scopeOf, type ShareRow } from './share-rows.js';
import { hashOfShareCode } from './share-secrets.js';
import { ShareTokens } from './share-tokens.js';

const REFUSALS = {
  expired: 'share.expired',
  'used-up': 'share.used-up',
  revoked: 'share.revoked',
} as const satisfies Record<Exclude<ShareState, 'open'>, ProblemCode>;

interface Opened {
  readonly token: string;
  readonly tokenExpiresAt: Date;
  readonly share: OpenedShare;
}

/** Lets guests in by a link. */
@Injectable()
export class Opening {
  constructor(
    private readonly database: DataSource,
    private readonly passwords: Passwords,
    private readonly limits: ShareLimits,
    private readonly tokens: ShareTokens,
  ) {}

  /** What may be opened. Throws `share.not-found`, `share.expired`, `share.used-up` and `share.revoked`. */
  async get(code: string): Promise<ShareRow> {
    const share = await findShareByCode(this.database, hashOfShareCode(code));
    if (!share) throw new HearthError('share.not-found');
    const state = decideShareOpen(share, new Date());
    if (state !== 'open') throw new HearthError(REFUSALS[state]);
    return share;
  }

  /** Counts one use. Throws as `get`, and `share.password-required`, `share.password-wrong`, `request.rate-limited`. */
  async open(code: string, password: string | undefined, client: Client): Promise<Opened> {
    const share = await this.get(code);
    if (share.passwordHash !== null) await this.checkPassword(share, password, client);
    const isCounted = await this.database.transaction(async (manager) => {
      if (!(await countUse(manager, share.id))) return false;
      await recordOpen(manager, share.id, client);
      return true;
    });
    if (!isCounted) {
      // Somebody else was quicker: says what has become of it.
      await this.get(code);
      throw new HearthError('share.used-up');
    }
    const tokenExpiresAt = decideTokenEnd(share.expiresAt, new Date());
    const token = this.tokens.issue(share.id, tokenExpiresAt);
    return { token, tokenExpiresAt, share: await this.present(share) };
  }

  async present(share: ShareRow): Promise<OpenedShare> {
    const { id, label, ownerName: sharedBy, allowUpload } = share;
    const expiresAt = share.expiresAt.toISOString();
    return {
      id,
      label,
      sharedBy,
      allowUpload,
      expiresAt,
      ...(await sumUpShared(this.database, scopeOf(share))),
    };
  }

  private async checkPassword(
    { id, passwordHash }: ShareRow,
    password: string | undefined,
    { ip }: Client,
  ): Promise<void> {
    if (password === undefined) throw new HearthError('share.password-required');
    await this.limits.count(id, ip);
    const isRight = await this.passwords.isRight(password, passwordHash ?? undefined, networkOf(ip));
    if (!isRight) throw new HearthError('share.password-wrong');
    await this.limits.takeBack(id, ip);
  }
}
