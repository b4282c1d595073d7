import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { FileId } from '@hearth/contracts';
import { migrate } from '@hearth/platform';
import { eventually, startBackingServices, type BackingServices } from '@hearth/testing';
import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { areFormerPathsKept, forgetFormerPaths, isFormerCopyConnected } from './former-paths.js';
import { recordFingerprint } from './index-writes.js';
import { catalogSchema } from './schema.js';
import { unlistFiles } from './unlisting.js';

let services: BackingServices;
let database: DataSource;

const connect = (applicationName: string) =>
  new DataSource({ type: 'postgres', url: services.postgres.url, applicationName }).initialize();

/** As media and the indexer of the versions before the bin store a file, word for word. Returns how many it added. */
async function storeAsBefore(name: string): Promise<number> {
  const added = await database.query<object[]>(
    `INSERT INTO catalog.files AS f (folder, name, size_bytes, mtime_ns, inode, modified_at, disk_digest, sha256, id, kind, mime_type,
       uploaded_by, device_id)
     VALUES ($1, $2, $3, $4, $5, to_timestamp($6), $7, $8, $9, $10, $11, $12, $13)
     ON CONFLICT (folder, name) DO NOTHING RETURNING f.id, f.name, f.folder, f.kind, f.mime_type, f.size_bytes, f.duration_sec,
  f.uploaded_by, f.device_id, f.created_at, f.state, f.revision`,
    ['', name, '7', '1', '1', 1, '1', 'a'.repeat(64), randomUUID(), 'image', 'image/jpeg', null, null],
  );
  return added.length;
}

const store = (name: string, newId = randomUUID() as FileId) =>
  recordFingerprint(database, {
    version: { path: name, sizeBytes: 7, mtimeNs: 1n, inode: 1n },
    ...{ sha256: 'b'.repeat(64), newId, kind: 'image', mimeType: 'image/jpeg' },
  });

/** A hub with a file, led forward from the version before the bin. */
beforeAll(async () => {
  services = await startBackingServices({ postgres: true });
  const { url } = services.postgres;
  const before = catalogSchema.migrations.findIndex(({ name }) => name.startsWith('WhatIsListed'));
  await migrate(url, { ...catalogSchema, migrations: catalogSchema.migrations.slice(0, before) });
  database = await connect('test');
  expect(await storeAsBefore('of before.jpg')).toBe(1);
  await migrate(url, catalogSchema);
});

afterAll(async () => {
  await database?.destroy();
  await services?.stop();
});

it('a copy of before the upgrade stores files for as long as it runs; from then on a path is free once its file is in the bin', async () => {
  const ids: FileId[] = [randomUUID() as FileId, randomUUID() as FileId];
  expect(await areFormerPathsKept(database)).toBe(true);
  expect([
    await storeAsBefore('new.jpg'),
    await storeAsBefore('new.jpg'),
    await storeAsBefore('of before.jpg'),
  ])
    // What is known already is left as it is.
    .toEqual([1, 0, 0]);

  await store('binned.jpg', ids[0]);
  await database.transaction((manager) => unlistFiles(manager, ids, 'binned'));
  await expect(store('binned.jpg', ids[1])).rejects.toThrow('meanwhile');

  const runner = database.createQueryRunner();
  await forgetFormerPaths(runner);
  await forgetFormerPaths(runner);
  await runner.release();
  expect(await areFormerPathsKept(database)).toBe(false);
  await store('binned.jpg', ids[1]);
  await store('binned.jpg', ids[1]);
  expect(
    await database.query(
      `SELECT id, unlisted_as FROM catalog.files WHERE name = 'binned.jpg' ORDER BY unlisted_as`,
    ),
  ).toEqual([
    { id: ids[0], unlisted_as: 'binned' },
    { id: ids[1], unlisted_as: null },
  ]);
});

it('a copy of before the upgrade is seen by its login and its name', async () => {
  expect(await isFormerCopyConnected(database)).toBe(false);
  const copy = await connect('media');
  expect(await isFormerCopyConnected(database)).toBe(true);
  await copy.destroy();
  await eventually(async () => !(await isFormerCopyConnected(database)));
});
