import { Injectable } from '@nestjs/common';
import type { DevicePublicKey } from '@hearth/contracts';
import { HearthError, Passwords } from '@hearth/platform';
import { DataSource } from 'typeorm';
import { UserRecord } from '../identity/user.record.js';
import type { Client } from './client.js';
import { networkOf } from '@hearth/platform';
import { thumbprintOf } from './device-key.js';
import { Sessions, type OpenSession } from './sessions.js';
import { SignInLimits } from './sign-in-limits.js';

interface Credentials {
  readonly username: string;
  readonly password: string;
  /** Of a key that each refresh must prove from now on. */
  readonly publicKey?: DevicePublicKey | undefined;
}

/** Signs people in by name and password. */
@Injectable()
export class SignIn {
  constructor(
    private readonly database: DataSource,
    private readonly passwords: Passwords,
    private readonly limits: SignInLimits,
    private readonly sessions: Sessions,
  ) {}

  /** Throws `auth.wrong-credentials`, the same for a wrong name and a wrong password, or `request.rate-limited`. */
  signIn(credentials: Credentials, client: Client): Promise<OpenSession> {
    const typed = { username: credentials.username, ip: client.ip };
    return this.limits.inTurn(typed, () => this.attempt(credentials, client));
  }

  private async attempt(
    { username: typed, password, publicKey }: Credentials,
    client: Client,
  ): Promise<OpenSession> {
    const keyThumbprint = publicKey && thumbprintOf(publicKey);
    // As names are stored; keyboards differ in how they write an umlaut, or a letter at all.
    const username = typed.normalize('NFKC').trim();
    const user = await this.findUser(username, typed);
    const attempt = { userId: user?.id, username, ip: client.ip };
    await this.limits.count(attempt);
    const isRight = await this.passwords.isRight(password, user?.passwordHash, networkOf(client.ip));
    if (!user || !isRight) throw new HearthError('auth.wrong-credentials');
    await this.limits.takeBack(attempt);
    return this.sessions.open({ userId: user.id, keyThumbprint, client }, user.passwordHash);
  }

  /** The first admin is stored as the settings have it. */
  private findUser(username: string, typed: string): Promise<UserRecord | null> {
    return this.database
      .getRepository(UserRecord)
      .createQueryBuilder('u')
      .where('lower(u.username) IN (lower(:username), lower(:typed))', { username, typed: typed.trim() })
      .orderBy('u.username = :typed', 'DESC')
      .getOne();
  }
}
