import { Injectable } from '@nestjs/common';
import { HearthError } from '@hearth/platform';
import { DataSource } from 'typeorm';
import { Passwords } from '../identity/passwords.js';
import { UserRecord } from '../identity/user.record.js';
import { Sessions, type OpenSession } from './sessions.js';
import { SignInLimits } from './sign-in-limits.js';

interface Credentials {
  readonly username: string;
  readonly password: string;
}

interface Client {
  readonly ip: string;
  readonly userAgent: string | undefined;
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
  async signIn({ username, password }: Credentials, client: Client): Promise<OpenSession> {
    const attempt = { username, ip: client.ip };
    await this.limits.count(attempt);
    const user = await this.findUser(username);
    const isRight = await this.passwords.isRight(password, user?.passwordHash);
    if (!user || !isRight) throw new HearthError('auth.wrong-credentials');
    await this.limits.takeBack(attempt);
    return this.sessions.open({ id: user.id, username: user.username, role: user.role }, client);
  }

  private findUser(username: string): Promise<UserRecord | null> {
    return this.database
      .getRepository(UserRecord)
      .createQueryBuilder('u')
      .where('lower(u.username) = lower(:username)', { username })
      .getOne();
  }
}
