import { Module } from '@nestjs/common';
import { FailuresController } from './failures.controller.js';

/** What the indexer gave up, for the admin to see and to let be tried again. */
@Module({ controllers: [FailuresController] })
export class FailuresModule {}
