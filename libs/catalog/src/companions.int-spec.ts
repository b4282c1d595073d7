import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { FileId } from '@hearth/contracts';
import { migrate } from '@hearth/platform';
import { startBackingServices, type BackingServices } from '@hearth/testing';
import { DataSource } from 'typeorm';
import { findSidecarPaths, settleCompanions, type Companionship, type FolderFile } from './companions.js';
import { findFileToRepeat, recordFacts } from './done-again.js';
import { editFiles, findCompanions } from './file-edits.js';
import type { FileContentFacts } from './content-facts.js';
import { catalogSchema } from './schema.js';

/** The last migration before files had companions. */
const BEFORE = 'Renditions1795893639951';

let services: BackingServices;
let database: DataSource;

const query = <T>(sql: string, parameters: unknown[] = []): Promise<T[]> =>
  database.query<T[]>(sql, parameters);

async function addFile(columns: Record<string, unknown>): Promise<FileId> {
  const all = {
    ...{
      folder: 'f',
      kind: 'image',
      mime_type: 'image/jpeg',
      size_bytes: 7,
      modified_at: '2024-01-01T00:00:00Z',
    },
    ...{ mtime_ns: 1, inode: 1, sha256: 'a'.repeat(64), state: 'ready', ...columns },
  };
  const names = Object.keys(all);
  const [row] = await query<{ id: FileId }>(
    `INSERT INTO catalog.files (id, ${names.join(', ')})
     VALUES (gen_random_uuid(), ${names.map((_, at) => `$${at + 1}`).join(', ')}) RETURNING id`,
    Object.values(all),
  );
  return row?.id as FileId;
}

beforeAll(async () => {
  services = await startBackingServices({ postgres: true });
  const upTo = catalogSchema.migrations.findIndex(({ name }) => name === BEFORE) + 1;
  await migrate(services.postgres.url, {
    ...catalogSchema,
    migrations: catalogSchema.migrations.slice(0, upTo),
  });
  database = await new DataSource({
    ...{ type: 'postgres', url: services.postgres.url, installExtensions: false },
  }).initialize();
});

afterAll(async () => {
  await database?.destroy();
  await services?.stop();
});

describe('a hub with data of the version before', () => {
  it('has times that may be believed at once, and has all folders looked at', async () => {
    const taken = await addFile({ name: 'taken.jpg', taken_at: '2022-01-31T23:30:00Z' });
    const future = await addFile({ name: 'future.jpg', modified_at: '2400-05-05T00:00:00Z' });
    const unset = await addFile({ folder: 'g', name: 'unset.jpg', modified_at: '1970-01-01T00:00:07Z' });
    await migrate(services.postgres.url, catalogSchema);
    const rows = await query<{ id: FileId; local: string; today: boolean }>(
      `SELECT id, local_time::text AS local, local_time::date = (created_at AT TIME ZONE 'UTC')::date AS today FROM catalog.files`,
    );
    const byId = new Map(rows.map((row) => [row.id, row]));
    const there = new Date('2022-01-31T23:30:00Z');
    const clock = new Date(there.getTime() - there.getTimezoneOffset() * 60_000).toISOString();
    expect(byId.get(taken)?.local).toBe(clock.slice(0, 19).replace('T', ' '));
    expect([byId.get(future)?.today, byId.get(unset)?.today]).toEqual([true, true]);
    const noted = await query<{ folder: string }>(
      'SELECT DISTINCT folder FROM catalog.companion_changes ORDER BY 1',
    );
    expect(noted.map(({ folder }) => folder)).toEqual(['f', 'g']);
  });
});

describe('what belongs together', () => {
  beforeEach(() =>
    database.query('TRUNCATE catalog.files, catalog.outbox, catalog.companion_changes CASCADE'),
  );

  /** By name: `a.jpg` has the film `a.mov` and the side-car `a.xmp`. */
  const decide = (files: readonly FolderFile[]): Companionship => {
    const idOf = (name: string) => files.find((file) => file.name === name)?.id;
    const [still, film, sidecar] = [idOf('a.jpg'), idOf('a.mov'), idOf('a.xmp')];
    return {
      pairs: still && film ? [{ still, film }] : [],
      sidecars: still && sidecar ? [{ sidecar, of: [still] }] : [],
    };
  };
  const settle = async (): Promise<void> => {
    while (await settleCompanions(database, decide)) continue;
  };
  const listed = async (): Promise<string[]> =>
    (
      await query<{ name: string }>('SELECT name FROM catalog.files WHERE unlisted_as IS NULL ORDER BY name')
    ).map(({ name }) => name);

  it('leaves the lists, is found with its file, and comes back when that is gone', async () => {
    const still = await addFile({ name: 'a.jpg', facts_version: 2 });
    const film = await addFile({ name: 'a.mov', kind: 'video' });
    const sidecar = await addFile({ name: 'a.xmp', kind: 'document' });
    await settle();
    expect(await listed()).toEqual(['a.jpg']);
    const companions = await findCompanions(database, [still]);
    expect(new Set(companions.map(({ id }) => id))).toEqual(new Set([film, sidecar]));
    expect(await findSidecarPaths(database, [still])).toEqual(new Map([[still, ['f/a.xmp']]]));
    const [row] = await query<{ facts_version: number }>(
      'SELECT facts_version FROM catalog.files WHERE id = $1',
      [still],
    );
    expect(row?.facts_version).toBe(0);

    await query('DELETE FROM catalog.files WHERE id = $1', [still]);
    await settle();
    expect(await listed()).toEqual(['a.mov', 'a.xmp']);
    const links = await query('SELECT FROM catalog.files WHERE live_photo_of IS NOT NULL');
    expect(links).toEqual([]);
  });

  it('stays together in the bin', async () => {
    const still = await addFile({ name: 'a.jpg' });
    const film = await addFile({ name: 'a.mov', kind: 'video' });
    await settle();
    await query(`UPDATE catalog.files SET unlisted_as = 'binned', unlisted_at = now()`);
    await settle();
    const rows = await query<{ id: FileId; of: FileId }>('SELECT id, live_photo_of AS of FROM catalog.files');
    expect(new Map(rows.map(({ id, of }) => [id, of]))).toEqual(
      new Map([
        [still, film],
        [film, still],
      ]),
    );
  });

  it('has its file read again when its bytes are others', async () => {
    const still = await addFile({ name: 'a.jpg' });
    const sidecar = await addFile({ name: 'a.xmp', kind: 'document' });
    await settle();
    await query('UPDATE catalog.files SET facts_version = 2');
    await query(`UPDATE catalog.files SET sha256 = NULL, state = 'indexing' WHERE id = $1`, [sidecar]);
    await settle();
    const [row] = await query<{ facts_version: number }>(
      'SELECT facts_version FROM catalog.files WHERE id = $1',
      [still],
    );
    expect(row?.facts_version).toBe(0);
  });
});

describe('facts that are read again', () => {
  const sha256 = 'a'.repeat(64);
  const facts: FileContentFacts = {
    kind: 'image',
    mimeType: 'image/jpeg',
    takenAt: '2020-01-01T00:00:00Z',
    takenLocal: '2020-01-01T01:00:00',
    takenFrom: 'exif',
  };
  const read = (id: FileId, more: Partial<FileContentFacts> = {}) =>
    recordFacts(database, { id, sha256, facts: { ...facts, ...more }, factsVersion: 3 });
  const rowOf = async (id: FileId) =>
    (
      await query<Record<string, unknown>>(
        'SELECT tags, taken_from, taken_at, read_taken_from, local_time::text FROM catalog.files WHERE id = $1',
        [id],
      )
    )[0];

  it('leave a time that somebody corrected, and keep their own beside it', async () => {
    const id = await addFile({ name: 'corrected.jpg' });
    await database.transaction((manager) =>
      editFiles(manager, [id], { takenAt: '1999-05-05T12:00:00+02:00' }),
    );
    await read(id);
    expect(await rowOf(id)).toMatchObject({
      taken_from: 'person',
      read_taken_from: 'exif',
      local_time: '1999-05-05 12:00:00',
    });
    await database.transaction((manager) => editFiles(manager, [id], { takenAt: null }));
    expect(await rowOf(id)).toMatchObject({ taken_from: 'exif', local_time: '2020-01-01 01:00:00' });
  });

  it('bring the tags of a side-car beside those of people, and take them away again', async () => {
    const id = await addFile({ name: 'tagged.jpg', tags: ['mine', 'Sea'] });
    const tagsAfter = async (sidecarTags: string[]) => {
      await read(id, { sidecarTags });
      return (await rowOf(id))?.['tags'];
    };
    expect(await tagsAfter(['sea', 'sun'])).toEqual(['mine', 'Sea', 'sun']);
    expect(await tagsAfter(['sun', 'moon'])).toEqual(['mine', 'Sea', 'sun', 'moon']);
    await query(`UPDATE catalog.files SET tags = array_remove(tags, 'sun') WHERE id = $1`, [id]);
    expect(await tagsAfter(['sun', 'moon'])).toEqual(['mine', 'Sea', 'moon']);
    expect(await tagsAfter([])).toEqual(['mine', 'Sea']);
    expect(await findFileToRepeat(database, id)).toMatchObject({ sha256 });
  });
});
