import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { discardFiles } from '@hearth/catalog';
import { takeRemoved, type PayloadOf } from '@hearth/contracts';
import { EventConsumer } from '@hearth/platform';
import { DataSource } from 'typeorm';

/** A take that was removed is gone from the library at once: who was filmed may have asked for it. */
@Injectable()
export class DiscardedTakes implements OnApplicationBootstrap {
  constructor(
    private readonly database: DataSource,
    private readonly events: EventConsumer,
  ) {}

  onApplicationBootstrap(): void {
    this.events.consume('media-takes', {
      filter: takeRemoved.subject,
      events: [takeRemoved],
      handle: async ({ envelope }) => {
        const { fileIds } = envelope.payload as PayloadOf<typeof takeRemoved>;
        await discardFiles(this.database, fileIds);
      },
    });
  }
}
