import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { userChanged, type UserId } from '@hearth/contracts';
import { Passwords, writeToOutbox } from '@hearth/platform';
import { DataSource } from 'typeorm';
import { v7 } from 'uuid';
import { MEDIA_CONFIG, type MediaConfig } from '../config.js';
import { MEDIA_OUTBOX } from './identity.schema.js';
import { UserRecord } from './user.record.js';

/** Where nobody can sign in yet, adds the admin whom the configuration names. Afterwards those variables mean nothing. */
@Injectable()
export class FirstAdmin implements OnModuleInit {
  private readonly logger = new Logger('FirstAdmin');

  constructor(
    private readonly database: DataSource,
    private readonly passwords: Passwords,
    @Inject(MEDIA_CONFIG) private readonly config: MediaConfig,
  ) {}

  async onModuleInit(): Promise<void> {
    if (await this.database.getRepository(UserRecord).existsBy({})) return;
    const { HEARTH_ADMIN_USERNAME: username, HEARTH_ADMIN_PASSWORD: password } = this.config;
    if (password === undefined)
      throw new Error('HEARTH_ADMIN_PASSWORD: is not set, and nobody can sign in yet');
    const passwordHash = await this.passwords.hash(password);
    if (await this.addIfStillNobody(username, passwordHash))
      this.logger.log(`added the first admin, ${username}`);
  }

  private addIfStillNobody(username: string, passwordHash: string): Promise<boolean> {
    return this.database.transaction(async (manager) => {
      // Copies that start together wait for each other here.
      await manager.query('LOCK TABLE identity.users IN SHARE ROW EXCLUSIVE MODE');
      if (await manager.existsBy(UserRecord, {})) return false;
      const userId = v7() as UserId;
      await manager.insert(UserRecord, { id: userId, username, passwordHash, role: 'admin', revision: '1' });
      await writeToOutbox(manager, MEDIA_OUTBOX, userChanged, [
        { userId, username, role: 'admin', revision: 1 },
      ]);
      return true;
    });
  }
}
