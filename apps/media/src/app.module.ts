import { Global, Module, type DynamicModule } from '@nestjs/common';
import { catalogSchema } from '@hearth/catalog';
import { databaseModule, outboxRelay, PlatformModule } from '@hearth/platform';
import { DataSource } from 'typeorm';
import { MEDIA_CONFIG, type MediaConfig } from './config.js';
import { identitySchema } from './identity/identity.schema.js';
import { FailuresModule } from './failures/failures.module.js';
import { AlbumsModule } from './albums/albums.module.js';
import { AppPasswordsModule } from './app-passwords/app-passwords.module.js';
import { ArchivesModule } from './archives/archives.module.js';
import { BinModule } from './bin/bin.module.js';
import { ChangingModule } from './changing/changing.module.js';
import { FoldersModule } from './folders/folders.module.js';
import { DavModule } from './dav/dav.module.js';
import { DiscardingModule } from './discarding/discarding.module.js';
import { OverviewModule } from './overview/overview.module.js';
import { IdentityModule } from './identity/identity.module.js';
import { LibraryModule } from './library/library.module.js';
import { PairingModule } from './pairing/pairing.module.js';
import { ParkedEventsController } from './parked-events/parked-events.controller.js';
import { PeopleModule } from './people/people.module.js';
import { PinsModule } from './pins/pins.module.js';
import { PlayerLinksModule } from './player-links/player-links.module.js';
import { PlaybackModule } from './playback/playback.module.js';
import { MusicModule } from './music/music.module.js';
import { TextsModule } from './texts/texts.module.js';
import { RenditionsModule } from './renditions/renditions.module.js';
import { SharesModule } from './shares/shares.module.js';
import { SignInModule } from './sign-in/sign-in.module.js';
import { LocalTokenKeys, SigningKey } from './signing-key.js';
import { StoredRefusals } from './sign-in/stored-refusals.js';
import { RedisConnection } from './redis-connection.js';
import { StreamingModule } from './streaming/streaming.module.js';
import { SyncModule } from './sync/sync.module.js';
import { ReceivingModule } from './receiving/receiving.module.js';
import { uploadingSchema } from './staging/uploading.schema.js';

@Global()
@Module({})
export class AppModule {
  static forRoot(config: MediaConfig): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PlatformModule.forRoot({
          serviceName: 'media',
          config,
          tokenKeys: new LocalTokenKeys(config.HEARTH_JWT_PRIVATE_KEY),
          refusals: {
            useFactory: (database: DataSource) => new StoredRefusals(database),
            inject: [DataSource],
          },
        }),
        databaseModule({
          url: config.HEARTH_POSTGRES_URL,
          applicationName: 'media',
          schemas: [identitySchema, catalogSchema, uploadingSchema],
        }),
        IdentityModule,
        SignInModule,
        PeopleModule,
        PairingModule,
        LibraryModule,
        FailuresModule,
        OverviewModule,
        FoldersModule,
        ChangingModule,
        BinModule,
        ArchivesModule,
        AlbumsModule,
        StreamingModule,
        RenditionsModule,
        MusicModule,
        TextsModule,
        PlaybackModule,
        PlayerLinksModule,
        ReceivingModule,
        SyncModule,
        PinsModule,
        AppPasswordsModule,
        DavModule,
        DiscardingModule,
        SharesModule,
      ],
      controllers: [ParkedEventsController],
      providers: [
        { provide: MEDIA_CONFIG, useValue: config },
        { provide: SigningKey, useValue: config.HEARTH_JWT_PRIVATE_KEY },
        // What it writes of files is told though the indexer is away.
        outboxRelay(catalogSchema.name),
        RedisConnection,
      ],
      exports: [MEDIA_CONFIG, SigningKey, RedisConnection],
    };
  }
}
