import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import {
  fileAdded,
  fileChanged,
  fileRemoved,
  segmentsPlayed,
  userChanged,
  type Envelope,
  type FileFacts,
  type PayloadOf,
} from '@hearth/contracts';
import { EventConsumer } from '@hearth/platform';
import { DataSource } from 'typeorm';
import { countPlayback, rememberFile, rememberRemoval, rememberUser } from './facts.js';

/** Learns from events what the access log does not say: what files and people are called, what was really played. */
@Injectable()
export class FactsConsumer implements OnApplicationBootstrap {
  constructor(
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
        countPlayback(this.database, envelope as Envelope<PayloadOf<typeof segmentsPlayed>>),
    });
  }
}
