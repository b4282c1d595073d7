import { Global, Module, type DynamicModule } from '@nestjs/common';
import { databaseModule, PlatformModule, RemoteRefusals, RemoteTokenKeys } from '@hearth/platform';
import { CaptureModule } from './capture/capture.module.js';
import { GATEWAY_CONFIG, type GatewayConfig } from './config.js';
import { DropModule } from './drop/drop.module.js';
import { EdgeMetrics } from './health/edge-metrics.js';
import { HealthController } from './health/health.controller.js';
import { HouseHealth } from './health/house-health.js';
import { LiveModule } from './live/live.module.js';
import { realtimeSchema } from './realtime/realtime.schema.js';

@Global()
@Module({})
export class AppModule {
  static forRoot(config: GatewayConfig): DynamicModule {
    return {
      module: AppModule,
      global: true,
      imports: [
        PlatformModule.forRoot({
          serviceName: 'gateway',
          config,
          tokenKeys: new RemoteTokenKeys(config.HEARTH_JWKS_URL),
          refusals: {
            useFactory: () => new RemoteRefusals(config.HEARTH_JWKS_URL, config.HEARTH_HOUSE_SECRET),
          },
        }),
        databaseModule({
          url: config.HEARTH_POSTGRES_URL,
          applicationName: 'gateway',
          schemas: [realtimeSchema],
        }),
        LiveModule,
        DropModule,
        CaptureModule,
      ],
      controllers: [HealthController],
      providers: [{ provide: GATEWAY_CONFIG, useValue: config }, EdgeMetrics, HouseHealth],
      exports: [GATEWAY_CONFIG],
    };
  }
}
