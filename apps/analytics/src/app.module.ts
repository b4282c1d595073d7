import { Module, type DynamicModule } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { databaseModule, PlatformModule, RemoteRefusals, RemoteTokenKeys } from '@hearth/platform';
import { LogCollector } from './collecting/log-collector.js';
import { ANALYTICS_CONFIG, type AnalyticsConfig } from './config.js';
import { FactsConsumer } from './facts/facts-consumer.js';
import { IngestController } from './facts/ingest.controller.js';
import { InsightController } from './insight/insight.controller.js';
import { PeopleController } from './insight/people.controller.js';
import { Privacy } from './privacy/privacy.js';
import { Rollups } from './rollups/rollups.js';
import { DiskMetrics } from './storage/disk-metrics.js';
import { RetractController } from './retracting/retract.controller.js';
import { Retention } from './storage/retention.js';
import { analyticsSchema } from './storage/schema.js';

@Module({})
export class AppModule {
  static forRoot(config: AnalyticsConfig): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PlatformModule.forRoot({
          serviceName: 'analytics',
          config,
          tokenKeys: new RemoteTokenKeys(config.HEARTH_JWKS_URL),
          serviceToken: config.HEARTH_SERVICE_TOKEN,
          refusals: {
            useFactory: () => new RemoteRefusals(config.HEARTH_JWKS_URL, config.HEARTH_HOUSE_SECRET),
          },
        }),
        databaseModule({
          url: config.HEARTH_POSTGRES_URL,
          applicationName: 'analytics',
          schemas: [analyticsSchema],
        }),
        ScheduleModule.forRoot(),
      ],
      controllers: [InsightController, PeopleController, IngestController, RetractController],
      providers: [
        { provide: ANALYTICS_CONFIG, useValue: config },
        DiskMetrics,
        FactsConsumer,
        LogCollector,
        Privacy,
        Retention,
        Rollups,
      ],
    };
  }
}
