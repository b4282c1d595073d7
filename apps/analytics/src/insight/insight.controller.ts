import { Controller, Inject } from '@nestjs/common';
import { activity, hasRole, popular, storageSummary, type InputOf, type OutputOf } from '@hearth/contracts';
import { CalledBy, Handle, Input, type Caller } from '@hearth/platform';
import { DataSource } from 'typeorm';
import { ANALYTICS_CONFIG, type AnalyticsConfig } from '../config.js';
import { findActivity } from './activity.js';
import { findPopular } from './popular.js';
import { summariseStorage } from './storage-summary.js';

@Controller()
export class InsightController {
  constructor(
    private readonly database: DataSource,
    @Inject(ANALYTICS_CONFIG) private readonly config: AnalyticsConfig,
  ) {}

  @Handle(popular)
  popular(
    @Input() { query }: InputOf<typeof popular>,
    @CalledBy() caller: Caller,
  ): Promise<OutputOf<typeof popular>> {
    return findPopular(this.database, query, hasRole(caller.role, 'admin') ? undefined : caller.userId);
  }

  @Handle(storageSummary)
  storageSummary(): Promise<OutputOf<typeof storageSummary>> {
    return summariseStorage(this.database, this.config.HEARTH_LIBRARY);
  }

  @Handle(activity)
  activity(@Input() { query }: InputOf<typeof activity>): Promise<OutputOf<typeof activity>> {
    return findActivity(this.database, query);
  }
}
