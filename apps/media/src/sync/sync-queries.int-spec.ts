import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { catalogSchema } from '@hearth/catalog';
import type { DeviceId, FileId, UploadId, UserId } from '@hearth/contracts';
import { migrate, type Queryable } from '@hearth/platform';
import { startBackingServices, type BackingServices } from '@hearth/testing';
import { DataSource } from 'typeorm';
import { explainQueriesOf, type Plan } from '../../test/explain.js';
import { findKnownContent } from '../storing/known-content.js';
import { findPairedUpload } from '../storing/paired-upload.js';
import { findExpired, findStates, findUnstored, findUpload, type Upload } from '../staging/upload-record.js';
import { uploadingSchema } from '../staging/uploading.schema.js';
import { BackupCheck } from './backup-check.js';
import { Outbound } from './outbound.js';

jest.setTimeout(180_000);

const FILES = 100_000;
const DEVICES = 20;
/** As many as a phone asks about at once. */
const ASKED = 500;
const NOWHERE = '00000000-0000-7000-8000-000000000000';

let stores: BackingServices;
let database: DataSource;
let device: DeviceId;

beforeAll(async () => {
  stores = await startBackingServices({ postgres: true });
  await migrate(stores.postgres.url, catalogSchema);
  await migrate(stores.postgres.url, uploadingSchema);
  database = await new DataSource({
    type: 'postgres',
    url: stores.postgres.url,
    installExtensions: false,
  }).initialize();
  await database.query(`
    INSERT INTO catalog.files (id, folder, name, kind, mime_type, size_bytes, modified_at, mtime_ns, inode, sha256, state)
    SELECT gen_random_uuid(), 'folder ' || n % 500, 'IMG_' || n || '.jpg', 'image', 'image/jpeg', n * 10, now() - n * interval '1 minute',
      n, n, encode(sha256(n::text::bytea), 'hex'), 'ready'
    FROM generate_series(1, ${FILES}) AS n`);
  await database.query(
    `CREATE TABLE devices AS SELECT gen_random_uuid() AS id, place FROM generate_series(0, ${DEVICES - 1}) AS place`,
  );
  await database.query(`
    INSERT INTO uploading.uploads (id, user_id, device_id, name, mime_type, modified_at, metadata, size_bytes, offset_bytes, state, outcome,
      target_folder, target_name, expires_at, retry_at)
    SELECT gen_random_uuid(), gen_random_uuid(), d.id, 'IMG_' || n || '.jpg', 'image/jpeg', now() - n * interval '1 minute', '', 100,
      CASE WHEN n % 100 = 0 THEN 50 ELSE 100 END, CASE WHEN n % 100 = 0 THEN 'receiving' ELSE 'done' END,
      CASE WHEN n % 100 > 0 THEN 'stored' END, 'folder', 'IMG_' || n || '.jpg', now() + interval '1 day', NULL
    FROM generate_series(1, ${FILES}) AS n JOIN devices d ON d.place = n % ${DEVICES}`);
  await database.query(`
    INSERT INTO uploading.outbound (device_id, file_id, shared_by)
    SELECT d.id, f.id, gen_random_uuid() FROM catalog.files f JOIN devices d ON d.place = f.inode % ${DEVICES}`);
  const [row] = await database.query('SELECT id FROM devices WHERE place = 7');
  device = row.id;
  for (const table of ['catalog.files', 'uploading.uploads', 'uploading.outbound']) {
    await database.query(`VACUUM ANALYZE ${table}`);
  }
});
afterAll(async () => {
  await database?.destroy();
  await stores?.stop();
});

async function explainOne(work: (database: Queryable) => Promise<unknown>): Promise<Plan> {
  const plans = await explainQueriesOf(database, work);
  if (plans.length !== 1) throw new Error(`${plans.length} statements`);
  return plans[0] as Plan;
}

describe(`with ${FILES} files and as many uploads`, () => {
  const modifiedAt = '2026-01-01T00:00:00Z';
  const name = (n: number) => `IMG_${n * 150}.jpg`;
  const asked = Array.from({ length: ASKED }, (_, n) => ({ name: name(n), sizeBytes: n * 1500, modifiedAt }));
  const check = (files: Parameters<BackupCheck['check']>[0]) => (explaining: Queryable) =>
    new BackupCheck(explaining as DataSource).check(files);

  it.each([1, ASKED])('%d files of a phone are found by their content', async (count) => {
    const digests = asked
      .slice(0, count)
      .map((file, n) => ({ ...file, sha256: String(n).padStart(64, '0') }));
    const plan = await explainOne(check(digests));
    expect(plan.indexes).toEqual(['files_sha256']);
    expect(plan.text).not.toContain('Seq Scan');
    expect(plan.rowsRead).toBeLessThanOrEqual(count);
  });

  it.each([1, ASKED])('%d files of a phone that were not hashed are found by their size', async (count) => {
    const plan = await explainOne(check(asked.slice(0, count)));
    expect(new Set(plan.indexes)).toEqual(new Set(['files_size']));
    expect(plan.text).not.toContain('Seq Scan');
    expect(plan.rowsRead).toBeLessThanOrEqual(count);
  });

  it('what was laid out for a device is read from where it left off, and no more of it than is shown', async () => {
    const list = (since?: string) => (explaining: Queryable) =>
      new Outbound(explaining as DataSource).list(device, { since, limit: 50 });
    const [{ id: middle }] = await database.query(
      'SELECT id FROM uploading.outbound WHERE device_id = $1 ORDER BY id OFFSET 2000 LIMIT 1',
      [device],
    );
    for (const since of [undefined, String(middle)]) {
      const plans = await explainQueriesOf(database, list(since));
      expect(plans.map(({ indexes }) => indexes)).toEqual([['outbound_device'], ['files_pkey']]);
      for (const { rowsRead } of plans) expect(rowsRead).toBeLessThanOrEqual(51);
    }
  });

  it('files that are laid out are found by their ids', async () => {
    const rows = await database.query(`SELECT id FROM catalog.files LIMIT ${ASKED}`);
    const ids: FileId[] = rows.map(({ id }: { id: FileId }) => id);
    const [known] = await explainQueriesOf(database, async (explaining) => {
      await new Outbound(explaining as DataSource).share(NOWHERE as DeviceId, ids, NOWHERE as UserId);
    });
    expect(known?.indexes).toEqual(['files_pkey']);
    expect(known?.rowsRead).toBeLessThanOrEqual(ASKED);
  });

  it.each<[string, string, (database: Queryable) => Promise<unknown>]>([
    ['an upload', 'uploads_pkey', (one) => findUpload(one, NOWHERE as UploadId)],
    ['what is complete and not stored', 'uploads_unstored', (one) => findUnstored(one, 100)],
    ['what has expired', 'uploads_expires', (one) => findExpired(one, 100)],
    ['how far staged files are', 'uploads_pkey', (one) => findStates(one, [NOWHERE])],
    ['a file with the same bytes', 'files_sha256', (one) => findKnownContent(one, '/', '0'.repeat(64))],
  ])('%s is found by its index alone', async (_, index, work) => {
    const plan = await explainOne(work);
    expect(plan.indexes).toEqual([index]);
    expect(plan.rowsRead).toBeLessThanOrEqual(1);
  });

  it('the other half of a Live Photo is looked for among what the device took in those seconds', async () => {
    const [film] = await database.query(
      `SELECT device_id AS "deviceId", modified_at AS "modifiedAt", replace(name, 'jpg', 'MOV') AS name FROM uploading.uploads
       WHERE device_id = $1 AND state = 'done' LIMIT 1`,
      [device],
    );
    const upload = { ...film, mimeType: 'video/quicktime', id: NOWHERE } as Upload;
    const plan = await explainOne((one) => findPairedUpload(one, upload));
    expect(plan.indexes).toEqual(['uploads_device']);
    expect(plan.rowsRead).toBe(1);
  });
});
