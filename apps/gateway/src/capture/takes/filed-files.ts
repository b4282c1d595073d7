import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { fileAdded, fileChanged, type FileFacts } from '@hearth/contracts';
import { EventConsumer, type ReceivedEvent } from '@hearth/platform';
import { DataSource } from 'typeorm';

/** Learns under which id the library has a take's files, and where people move them to. */
@Injectable()
export class FiledFiles implements OnApplicationBootstrap {
  constructor(
    private readonly database: DataSource,
    private readonly events: EventConsumer,
  ) {}

  onApplicationBootstrap(): void {
    this.events.consume('gateway-captures', {
      filter: 'hearth.catalog.file.>',
      events: [fileAdded, fileChanged],
      handle: (event) => this.onEvent(event),
    });
  }

  private async onEvent({ envelope }: ReceivedEvent): Promise<void> {
    const { fileId, folder, name } = envelope.payload as FileFacts;
    // One that was removed has no place.
    if (folder === undefined) return;
    if (folder.startsWith('Captures/'))
      await this.database.query(
        `UPDATE realtime.capture_files SET file_id = $1 WHERE folder = $2 AND name = $3 AND file_id IS NULL`,
        [fileId, folder, name],
      );
    await this.database.query(
      `UPDATE realtime.capture_files SET folder = $2, name = $3
       WHERE file_id = $1 AND (folder, name) IS DISTINCT FROM ($2, $3)`,
      [fileId, folder, name],
    );
  }
}
