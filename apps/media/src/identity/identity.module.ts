import { Module } from '@nestjs/common';
import { NatsConnection, OutboxRelay } from '@hearth/platform';
import { DataSource } from 'typeorm';
import { FirstAdmin } from './first-admin.js';
import { MEDIA_OUTBOX } from './identity.schema.js';
import { Passwords } from './passwords.js';

@Module({
  providers: [
    FirstAdmin,
    Passwords,
    {
      provide: OutboxRelay,
      useFactory: (database: DataSource, nats: NatsConnection) =>
        new OutboxRelay(database, nats, MEDIA_OUTBOX),
      inject: [DataSource, NatsConnection],
    },
  ],
  exports: [Passwords],
})
export class IdentityModule {}
