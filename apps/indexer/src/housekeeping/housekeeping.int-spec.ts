import { existsSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { catalogSchema, discardFiles, findDiscardedContents, recordFailedStep } from '@hearth/catalog';
import type { FileId } from '@hearth/contracts';
import { migrate } from '@hearth/platform';
import { startBackingServices, type BackingServices } from '@hearth/testing';
import { DataSource } from 'typeorm';
import { v7 } from 'uuid';
import type { IndexerConfig } from '../config.js';
import { DerivedSweep } from './derived-sweep.js';
import { Housekeeping } from './housekeeping.js';

let services: BackingServices;
let database: DataSource;
let derived: string;
let housekeeping: Housekeeping;
let made = 0;

const digestOf = (letter: string): string => letter.repeat(64);
const folderOf = (digest: string): string => join(derived, digest.slice(0, 2), digest);

function derive(digest: string, ageDays: number): void {
  mkdirSync(folderOf(digest), { recursive: true });
  writeFileSync(join(folderOf(digest), 'grid.webp'), '');
  const at = Date.now() / 1000 - ageDays * 86_400;
  utimesSync(folderOf(digest), at, at);
}

/** Notes that everything was made of these contents. */
async function note(sha256: string): Promise<void> {
  await database.query('INSERT INTO catalog.storyboards VALUES ($1, 1, 1, 1, 1, 1)', [sha256]);
  await database.query(`INSERT INTO catalog.inner_texts VALUES ($1, '[]', '[]')`, [sha256]);
  await database.query(`INSERT INTO catalog.picture_hashes VALUES ($1, NULL, '{}')`, [sha256]);
  await database.query('INSERT INTO catalog.renditions (sha256, segments, made) VALUES ($1, 1, 1)', [sha256]);
  await database.query(`INSERT INTO catalog.full_pictures (sha256, mime_type) VALUES ($1, 'image/jpeg')`, [
    sha256,
  ]);
}

async function findNoted(): Promise<Record<string, string[]>> {
  const noted: Record<string, string[]> = {};
  for (const table of ['storyboards', 'inner_texts', 'picture_hashes', 'renditions', 'full_pictures']) {
    const rows = await database.query<{ sha256: string }[]>(`SELECT sha256 FROM catalog.${table}`);
    noted[table] = rows.map(({ sha256 }) => sha256);
  }
  return noted;
}

async function add(sha256: string, columns = ''): Promise<FileId> {
  const id = v7() as FileId;
  made += 1;
  await database.query(
    `INSERT INTO catalog.files (id, folder, name, kind, mime_type, size_bytes, modified_at, mtime_ns, inode, sha256)
     VALUES ($1, '', $2, 'image', 'image/jpeg', 1, now(), 1, $3, $4)`,
    [id, `${made}.jpg`, made, sha256],
  );
  if (columns) await database.query(`UPDATE catalog.files SET ${columns} WHERE id = $1`, [id]);
  return id;
}

beforeAll(async () => {
  services = await startBackingServices({ postgres: true });
  await migrate(services.postgres.url, catalogSchema);
  database = await new DataSource({ type: 'postgres', url: services.postgres.url }).initialize();
  derived = join(services.folder, 'derived');
  const config = { HEARTH_DERIVED: derived } as IndexerConfig;
  housekeeping = new Housekeeping(database, new DerivedSweep(database, config));
});

afterAll(async () => {
  await database?.destroy();
  await services?.stop();
});

describe('housekeeping', () => {
  it('removes what was derived of contents that nobody has, and nothing that is young or may come back', async () => {
    for (const letter of ['a', 'b', 'c']) derive(digestOf(letter), 3);
    derive(digestOf('d'), 0.5);
    await add(digestOf('a'));
    await add(digestOf('b'), `unlisted_as = 'vanished', unlisted_at = now() - interval '29 days'`);
    await housekeeping.run();
    const left = ['a', 'b', 'c', 'd'].filter((letter) => existsSync(folderOf(digestOf(letter))));
    expect(left).toEqual(['a', 'b', 'd']);
  });

  it('removes at once what was made of contents that were destroyed on purpose, but for those that another file has', async () => {
    for (const letter of ['7', '8']) {
      derive(digestOf(letter), 0);
      await note(digestOf(letter));
    }
    const [gone, copy] = [await add(digestOf('7')), await add(digestOf('8'))];
    const other = await add(digestOf('8'));
    expect(await discardFiles(database, [gone, copy])).toHaveLength(2);
    await housekeeping.removeDiscarded();
    expect(['7', '8'].filter((letter) => existsSync(folderOf(digestOf(letter))))).toEqual(['8']);
    // Brought in again, the first is made ready like any other film.
    const kept = [digestOf('8')];
    expect(await findNoted()).toEqual({
      storyboards: kept,
      inner_texts: kept,
      picture_hashes: kept,
      renditions: kept,
      full_pictures: kept,
    });
    expect(await findDiscardedContents(database, 10)).toEqual([]);
    expect(
      await database.query('SELECT id FROM catalog.files WHERE id = ANY($1)', [[gone, copy, other]]),
    ).toEqual([{ id: other }]);
  });

  it('forgets what vanished more than 30 days ago, and what failed of it', async () => {
    const gone = await add(
      digestOf('e'),
      `unlisted_as = 'vanished', unlisted_at = now() - interval '31 days'`,
    );
    const kept = await add(digestOf('f'), `unlisted_as = 'binned', unlisted_at = now() - interval '31 days'`);
    for (const fileId of [gone, kept])
      await recordFailedStep(database, { fileId, step: 'previews', reason: 'odd' });
    await housekeeping.run();
    const ids = await database.query<{ id: string }[]>('SELECT id FROM catalog.files WHERE id = ANY($1)', [
      [gone, kept],
    ]);
    expect(ids).toEqual([{ id: kept }]);
    expect(await database.query('SELECT file_id FROM catalog.failed_steps')).toEqual([{ file_id: kept }]);
  });
});
