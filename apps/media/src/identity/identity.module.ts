import { Module } from '@nestjs/common';
import { outboxRelay, Passwords } from '@hearth/platform';
import { FirstAdmin } from './first-admin.js';
import { MEDIA_OUTBOX } from './identity.schema.js';

@Module({
  providers: [FirstAdmin, Passwords, outboxRelay(MEDIA_OUTBOX)],
  exports: [Passwords],
})
export class IdentityModule {}
