import { Module, type DynamicModule } from '@nestjs/common';
import { PlatformModule, RemoteRefusals, RemoteTokenKeys } from '@hearth/platform';
import { GATEWAY_CONFIG, type GatewayConfig } from './config.js';
import { HealthController } from './health/health.controller.js';
import { HouseHealth } from './health/house-health.js';
import { EventFeed } from './live/event-feed.js';
import { LiveServer } from './live/live-server.js';
import { LiveSockets } from './live/live-sockets.js';

@Module({})
export class AppModule {
  static forRoot(config: GatewayConfig): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PlatformModule.forRoot({
          serviceName: 'gateway',
          natsUrl: config.HEARTH_NATS_URL,
          tokenKeys: new RemoteTokenKeys(config.HEARTH_JWKS_URL),
          refusals: { useFactory: () => new RemoteRefusals(config.HEARTH_JWKS_URL) },
        }),
      ],
      controllers: [HealthController],
      providers: [
        { provide: GATEWAY_CONFIG, useValue: config },
        HouseHealth,
        EventFeed,
        LiveSockets,
        LiveServer,
      ],
    };
  }
}
