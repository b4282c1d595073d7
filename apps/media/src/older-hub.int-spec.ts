import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { catalogSchema } from '@hearth/catalog';
import { migrate } from '@hearth/platform';
import { setRights, startBackingServices, type BackingServices } from '@hearth/testing';
import pg from 'pg';
import { identitySchema } from './identity/identity.schema.js';
import { uploadingSchema } from './staging/uploading.schema.js';

const SCHEMAS = [identitySchema, catalogSchema, uploadingSchema];
let stores: BackingServices;

beforeAll(async () => {
  stores = await startBackingServices({ postgres: true });
});

afterAll(async () => {
  await stores?.stop();
});

async function ask<R extends pg.QueryResultRow>(url: string, statement: string): Promise<R[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client
    .query<R>(statement)
    .then(({ rows }) => rows)
    .finally(() => client.end());
}

it('a hub whose services all signed in as its owner is handed over, with all that is in it, and old copies go on', async () => {
  const { postgres } = stores;
  for (const schema of SCHEMAS) await migrate(postgres.url, { ...schema, writers: [] });
  await ask(postgres.url, `INSERT INTO identity.outbox_stream (stream_created_at) VALUES ('before')`);
  await expect(ask(postgres.urlFor('media'), 'SELECT FROM identity.users')).rejects.toMatchObject({
    code: '42501',
  });

  await setRights(postgres);
  for (const schema of SCHEMAS) await migrate(postgres.urlFor('media'), schema);

  const strangers = await ask(
    postgres.url,
    `SELECT c.relname FROM pg_class c JOIN pg_namespace s ON s.oid = c.relnamespace
     WHERE s.nspname IN ('identity', 'catalog', 'uploading') AND pg_get_userbyid(c.relowner) <> 'hearth_media'
     UNION ALL
     SELECT p.proname FROM pg_proc p JOIN pg_namespace s ON s.oid = p.pronamespace
     WHERE s.nspname IN ('identity', 'catalog', 'uploading') AND pg_get_userbyid(p.proowner) <> 'hearth_media'`,
  );
  expect(strangers).toEqual([]);
  // Media has it all, the indexer its catalogue, and a copy of the version before what it had.
  const kept = [{ stream_created_at: 'before' }];
  for (const url of [postgres.urlFor('media'), postgres.url])
    expect(await ask(url, 'SELECT stream_created_at FROM identity.outbox_stream')).toEqual(kept);
  expect(await ask(postgres.urlFor('indexer'), 'SELECT count(*)::int AS files FROM catalog.files')).toEqual([
    { files: 0 },
  ]);
  await migrate(postgres.urlFor('indexer'), catalogSchema);
  // As often as one likes.
  await setRights(postgres);
  await ask(postgres.url, 'ALTER TABLE catalog.files ADD COLUMN of_an_old_copy int');
});
