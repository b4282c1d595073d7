import { Controller, Inject } from '@nestjs/common';
import { retract, type InputOf } from '@hearth/contracts';
import { Handle, Input } from '@hearth/platform';
import type { Client } from 'pg';
import { DataSource } from 'typeorm';
import { ANALYTICS_CONFIG, type AnalyticsConfig } from '../config.js';
import { lockFigures } from '../storage/lock-figures.js';
import { retractFiles } from './retract-files.js';

/** Takes figures back, for whoever brought them by `ingest` or by files that were never meant to stay. */
@Controller()
export class RetractController {
  constructor(
    private readonly database: DataSource,
    @Inject(ANALYTICS_CONFIG) private readonly config: AnalyticsConfig,
  ) {}

  @Handle(retract)
  async retract(@Input() { body }: InputOf<typeof retract>): Promise<void> {
    const runner = this.database.createQueryRunner();
    const client = (await runner.connect()) as Client;
    try {
      await runner.startTransaction();
      await lockFigures((sql) => client.query(sql));
      await retractFiles(client, this.config.HEARTH_TIME_ZONE, body.fileIds);
      await runner.commitTransaction();
    } catch (error) {
      await runner.rollbackTransaction();
      throw error;
    } finally {
      await runner.release();
    }
  }
}
