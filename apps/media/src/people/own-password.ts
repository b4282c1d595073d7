import { Injectable } from '@nestjs/common';
import { type Caller, HearthError, Passwords } from '@hearth/platform';
import { DataSource } from 'typeorm';
import { UserRecord } from '../identity/user.record.js';
import { networkOf } from '@hearth/platform';
import { SignInLimits } from '../sign-in/sign-in-limits.js';
import { People } from './people.js';

/** Lets people change their own password. */
@Injectable()
export class OwnPassword {
  constructor(
    private readonly database: DataSource,
    private readonly passwords: Passwords,
    private readonly limits: SignInLimits,
    private readonly people: People,
  ) {}

  /** Throws as `confirm`. */
  async change(
    caller: Caller,
    ip: string,
    { currentPassword, newPassword }: { currentPassword: string; newPassword: string },
  ): Promise<void> {
    const user = await this.confirm(caller, ip, currentPassword);
    await this.people.replacePassword(caller, user.passwordHash, newPassword);
  }

  /**
   * Whoever sits at the open session knows its person's password. Throws `auth.wrong-credentials`, `auth.forbidden` for a paired
   * device, or `request.rate-limited` for who guesses.
   */
  async confirm(caller: Caller, ip: string, password: string): Promise<UserRecord> {
    // It came in without the password, and is not to try it.
    if (caller.deviceId) throw new HearthError('auth.forbidden');
    const user = await this.database.getRepository(UserRecord).findOneBy({ id: caller.userId });
    if (!user) throw new HearthError('auth.session-revoked');
    const attempt = { userId: user.id, username: user.username, ip };
    await this.limits.count(attempt);
    if (!(await this.passwords.isRight(password, user.passwordHash, networkOf(ip))))
      throw new HearthError('auth.wrong-credentials');
    await this.limits.takeBack(attempt);
    return user;
  }
}
