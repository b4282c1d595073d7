import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { catalogSchema, findFilesAt } from '@hearth/catalog';
import { migrate } from '@hearth/platform';
import { startBackingServices, type BackingServices } from '@hearth/testing';
import { DataSource } from 'typeorm';
import type { IndexerConfig } from '../config.js';
import type { IndexMetrics } from '../indexing/index-metrics.js';
import { CatalogueUpdate } from './catalogue-update.js';
import { LibraryScan } from './library-scan.js';
import { SettledFiles } from './settled-files.js';
import type { DiskFile } from './scan-diff.js';

jest.setTimeout(180_000);

let services: BackingServices;
let database: DataSource;
let library: string;

beforeAll(async () => {
  services = await startBackingServices({ postgres: true });
  await migrate(services.postgres.urlFor('media'), catalogSchema);
  database = await new DataSource({ type: 'postgres', url: services.postgres.url }).initialize();
  library = join(services.folder, 'library');
  mkdirSync(library);
});
afterAll(async () => {
  await database?.destroy();
  await services?.stop();
});

/** Everything is complete, and something happens between the look at the disk and the list. */
class Meanwhile extends SettledFiles {
  constructor(private readonly happen: () => void) {
    super();
  }

  override sift(files: readonly DiskFile[]): ReturnType<SettledFiles['sift']> {
    this.happen();
    return Promise.resolve({ settled: [...files], unsettled: [] });
  }
}

it('does not list what was moved away between the look and the list', async () => {
  for (const name of ['moved.jpg', 'stays.jpg']) writeFileSync(join(library, name), name);
  const config = { HEARTH_LIBRARY: library } as IndexerConfig;
  const scan = new LibraryScan(
    database,
    new CatalogueUpdate(database, config),
    new Meanwhile(() => renameSync(join(library, 'moved.jpg'), join(library, 'elsewhere.jpg'))),
    undefined as unknown as IndexMetrics,
    config,
  );
  await scan.of(['moved.jpg', 'stays.jpg'], new Set());
  const rows = await findFilesAt(database, ['moved.jpg', 'stays.jpg']);
  expect(rows.map(({ name }) => name)).toEqual(['stays.jpg']);
});
