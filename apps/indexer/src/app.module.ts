import { Global, Module, type DynamicModule } from '@nestjs/common';
import { catalogSchema } from '@hearth/catalog';
import { databaseModule, outboxRelay, PlatformModule, type TokenKeys } from '@hearth/platform';
import { INDEXER_CONFIG, type IndexerConfig } from './config.js';
import { DoneAgainModule } from './done-again/done-again.module.js';
import { FlowsModule } from './flows/flows.module.js';
import { FullPicturesModule } from './full-pictures/full-pictures.module.js';
import { InnerTextsModule } from './inner-texts/inner-texts.module.js';
import { HousekeepingModule } from './housekeeping/housekeeping.module.js';
import { PlacesModule } from './places/places.module.js';
import { PreviewsModule } from './previews/previews.module.js';
import { NearPicturesModule } from './near-pictures/near-pictures.module.js';
import { StoryboardsModule } from './storyboards/storyboards.module.js';
import { RenditionsModule } from './renditions/renditions.module.js';
import { QueueConnection } from './queue-connection.js';
import { ScanningModule } from './scanning/scanning.module.js';
import { TurnsModule } from './turns/turns.module.js';

/** The indexer answers nobody but its operator, so no token is ever verified. */
const noTokenKeys: TokenKeys = { find: () => Promise.resolve(undefined) };

@Global()
@Module({})
export class AppModule {
  static forRoot(config: IndexerConfig): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PlatformModule.forRoot({
          serviceName: 'indexer',
          config,
          tokenKeys: noTokenKeys,
        }),
        databaseModule({
          url: config.HEARTH_POSTGRES_URL,
          applicationName: 'indexer',
          schemas: [catalogSchema],
        }),
        FlowsModule,
        ScanningModule,
        PreviewsModule,
        PlacesModule,
        DoneAgainModule,
        HousekeepingModule,
        RenditionsModule,
        FullPicturesModule,
        StoryboardsModule,
        NearPicturesModule,
        TurnsModule,
        InnerTextsModule,
      ],
      providers: [
        { provide: INDEXER_CONFIG, useValue: config },
        outboxRelay(catalogSchema.name),
        QueueConnection,
      ],
      exports: [INDEXER_CONFIG, QueueConnection],
    };
  }
}
