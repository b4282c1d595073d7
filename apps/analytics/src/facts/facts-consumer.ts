import { Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { Cron } from '@nestjs/schedule';
import {
  fileAdded,
  fileChanged,
  fileRemoved,
  searchMade,
  segmentsPlayed,
  userChanged,
  type Envelope,
  type FileFacts,
  type PayloadOf,
} from '@hearth/contracts';
import { allFileFacts, EventConsumer, FILE_FACTS_PAGE } from '@hearth/platform';
import { DataSource } from 'typeorm';
import { ANALYTICS_CONFIG, type AnalyticsConfig } from '../config.js';
import {
  noteSearch,
  queueReport,
  rememberFile,
  rememberPage,
  rememberRemoval,
  rememberUser,
} from './facts.js';

/** Learns from events what the access log does not say: what files and people are called, what was really played. */
@Injectable()
export class FactsConsumer implements OnApplicationBootstrap {
  private readonly logger = new Logger('Facts');

  constructor(
    @Inject(ANALYTICS_CONFIG) private readonly config: AnalyticsConfig,
    private readonly events: EventConsumer,
    private readonly database: DataSource,
  ) {}

  onApplicationBootstrap(): void {
    this.events.consume('analytics-files', {
      filter: 'hearth.catalog.file.*.v1',
      events: [fileAdded, fileChanged, fileRemoved],
      handle: ({ subject, envelope }) =>
        subject === fileRemoved.subject
          ? rememberRemoval(this.database, envelope as Envelope<PayloadOf<typeof fileRemoved>>)
          : rememberFile(this.database, envelope.payload as FileFacts),
      makeUp: () => {
        this.logger.warn('events of files were dropped before they were heard');
        return this.askForAllFiles();
      },
    });
    this.events.consume('analytics-users', {
      filter: 'hearth.identity.user.*.v1',
      events: [userChanged],
      handle: ({ envelope }) =>
        rememberUser(this.database, envelope.payload as PayloadOf<typeof userChanged>),
    });
    this.events.consume('analytics-playback', {
      filter: 'hearth.playback.segments.*.v1',
      events: [segmentsPlayed],
      handle: ({ envelope }) =>
        queueReport(this.database, envelope as Envelope<PayloadOf<typeof segmentsPlayed>>),
    });
    this.events.consume('analytics-searches', {
      filter: searchMade.subject,
      events: [searchMade],
      handle: ({ envelope }) => noteSearch(this.database, envelope as Envelope<PayloadOf<typeof searchMade>>),
    });
  }

  /** An event that was lost while this ran is missed by nobody: what is not so is put right the next night. Every copy may do it. */
  @Cron('0 52 3 * * *')
  async compareFiles(): Promise<void> {
    try {
      await this.askForAllFiles();
    } catch (error) {
      this.logger.warn(`will ask again tomorrow: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  /** The facts of all files, from media. */
  private async askForAllFiles(): Promise<void> {
    let after: string | undefined;
    const askedAt = new Date();
    for await (const page of allFileFacts(this.config.HEARTH_JWKS_URL, this.config.HEARTH_HOUSE_SECRET)) {
      await rememberPage(this.database, page, { after, isLast: page.length < FILE_FACTS_PAGE, askedAt });
      after = page.at(-1)?.fileId;
    }
  }
}
