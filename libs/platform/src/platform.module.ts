import { Module, type DynamicModule, type FactoryProvider, type Provider } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { JwtModule } from '@nestjs/jwt';
import { AccessGuard } from './access.guard.js';
import { Admission, SERVICE_TOKEN } from './admission.js';
import type { BareServiceConfig } from './config.js';
import { EventConsumer } from './event-consumer.js';
import { HealthChecks } from './health-checks.js';
import { HealthMetrics } from './health-metrics.js';
import { LivePublisher } from './live-publisher.js';
import { Metrics } from './metrics.js';
import { NatsConnection } from './nats-connection.js';
import { ParkedEvents } from './parked-events.js';
import { OperatorController } from './operator.controller.js';
import { OPERATOR_SECRETS, Operators, type OperatorSecrets } from './operators.js';
import { ProblemFilter } from './problem.filter.js';
import { REFUSALS, type Refusals } from './refusals.js';
import { RevokedSessions } from './revoked-sessions.js';
import { RevocationFeed } from './revocation-feed.js';
import { StoredPublisher } from './stored-publisher.js';
import { TOKEN_KEYS, type TokenKeys } from './token-keys.js';
import { TokenVerifier } from './token-verifier.js';

interface PlatformOptions {
  readonly serviceName: string;
  readonly config: BareServiceConfig;
  readonly tokenKeys: TokenKeys;
  /** Lets other services in where no person may; without it none are. */
  readonly serviceToken?: string | undefined;
  /** Not for a service that nobody calls but its operator: it takes no token, and hears of none that was revoked. */
  readonly refusals?: Pick<FactoryProvider<Refusals>, 'useFactory' | 'inject'>;
}

/** What every service boots with: access control, problems, health, metrics, tokens and messaging. */
@Module({})
export class PlatformModule {
  static forRoot({ serviceName, config, tokenKeys, refusals, serviceToken }: PlatformOptions): DynamicModule {
    const operatorSecrets: OperatorSecrets = {
      metrics: config.HEARTH_METRICS_SECRET,
      house: config.HEARTH_HOUSE_SECRET,
    };
    const shared: Provider[] = [
      HealthChecks,
      Metrics,
      RevokedSessions,
      TokenVerifier,
      Admission,
      EventConsumer,
      ParkedEvents,
      LivePublisher,
      StoredPublisher,
      { provide: SERVICE_TOKEN, useValue: serviceToken ?? '' },
      { provide: TOKEN_KEYS, useValue: tokenKeys },
      ...(refusals ? [{ provide: REFUSALS, ...refusals }] : []),
      {
        provide: NatsConnection,
        useFactory: (health: HealthChecks) => {
          const nats = new NatsConnection(config.HEARTH_NATS_URL, serviceName, config.HEARTH_NATS_REPLICAS);
          health.add('nats', () => {
            if (!nats.isConnected) throw new Error('not connected');
          });
          return nats;
        },
        inject: [HealthChecks],
      },
    ];
    return {
      module: PlatformModule,
      global: true,
      imports: [JwtModule.register({})],
      controllers: [OperatorController],
      providers: [
        ...shared,
        { provide: OPERATOR_SECRETS, useValue: operatorSecrets },
        Operators,
        HealthMetrics,
        ...(refusals ? [RevocationFeed] : []),
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_FILTER, useClass: ProblemFilter },
      ],
      exports: [...shared],
    };
  }
}
