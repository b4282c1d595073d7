import { lstatSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { catalogSchema } from '@hearth/catalog';
import type { FileId } from '@hearth/contracts';
import { migrate } from '@hearth/platform';
import { startBackingServices, type BackingServices } from '@hearth/testing';
import { DataSource } from 'typeorm';
import { v7 } from 'uuid';
import { readIndexerConfig, type IndexerConfig } from '../src/config.js';
import { LibraryFiles } from '../src/indexing/library-files.js';

export interface AddedFile {
  readonly id: FileId;
  readonly sha256: string;
}

/** What flows work on: a library, its catalogue, and room for what is made. A flow is called, and not planned: there are no queues. */
export class FlowRig {
  readonly library: LibraryFiles;
  private added = 0;

  private constructor(
    private readonly folder: string,
    private readonly services: BackingServices,
    readonly database: DataSource,
    readonly config: IndexerConfig,
  ) {
    this.library = new LibraryFiles(config);
  }

  static async start(changes: Record<string, string> = {}): Promise<FlowRig> {
    const services = await startBackingServices({ postgres: true });
    const folder = mkdtempSync(join(tmpdir(), 'hearth-flow-'));
    const { url } = services.postgres;
    const config = readIndexerConfig({
      HEARTH_LISTEN_PORT: '1',
      HEARTH_NATS_URL: 'nats://nobody',
      HEARTH_REDIS_URL: 'redis://nobody',
      HEARTH_POSTGRES_URL: url,
      HEARTH_LIBRARY: folder,
      HEARTH_DERIVED: join(folder, 'derived'),
      ...changes,
    });
    const database = new DataSource({ type: 'postgres', url });
    const rig = new FlowRig(folder, services, database, config);
    try {
      await migrate(url, catalogSchema);
      await database.initialize();
    } catch (error) {
      await rig.stop();
      throw error;
    }
    return rig;
  }

  async stop(): Promise<void> {
    if (this.database.isInitialized) await this.database.destroy();
    await this.services.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** A place in the library. */
  at(...path: string[]): string {
    return join(this.folder, ...path);
  }

  derived(path: string): string {
    return this.at('derived', path);
  }

  /** The row of a file that lies in the library, as the index has it once it is read; columns as given. No two have the same contents. */
  async add(name: string, columns: Record<string, unknown>): Promise<AddedFile> {
    this.added += 1;
    const [id, sha256] = [v7() as FileId, this.added.toString(16).padStart(64, '0')];
    const { size, mtimeNs, ino } = lstatSync(this.at(name), { bigint: true });
    const row: Record<string, unknown> = {
      ...{ id, sha256, folder: '', name, state: 'ready', has_thumbnail: true },
      ...{ size_bytes: String(size), mtime_ns: String(mtimeNs), inode: String(ino), modified_at: new Date() },
      ...columns,
    };
    const names = Object.keys(row);
    await this.database.query(
      `INSERT INTO catalog.files (${names.join(', ')}) VALUES (${names.map((_, at) => `$${at + 1}`).join(', ')})`,
      Object.values(row),
    );
    return { id, sha256 };
  }
}
