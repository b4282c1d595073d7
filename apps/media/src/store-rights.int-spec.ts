import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { eventually } from '@hearth/testing';
import { Redis } from 'ioredis';
import pg from 'pg';
import { MediaRig } from '../test/media-rig.js';

let rig: MediaRig;
/** Signed in as the indexer, which opens hostile files: what it may not do, a file that takes it over may not do. */
let database: pg.Client;
let redis: Redis;
let nats: NatsConnection;
const refusals: string[] = [];

beforeAll(async () => {
  rig = await MediaRig.start();
  database = new pg.Client({ connectionString: rig.stores.postgres.urlFor('indexer') });
  await database.connect();
  redis = new Redis(rig.stores.redis.urlFor('indexer'));
  const { port, username: user, password } = new URL(rig.stores.nats.urlFor('indexer'));
  nats = await connect({ port: Number(port), user, pass: decodeURIComponent(password) });
  void (async () => {
    for await (const status of nats.status())
      if (status.type === 'error') refusals.push(status.error.message);
  })();
});

afterAll(async () => {
  await nats?.close();
  redis?.disconnect();
  await database?.end();
  await rig?.stop();
});

describe('the indexer’s login at Postgres', () => {
  it('reads and writes rows of the catalogue', async () => {
    await database.query('BEGIN');
    await database.query(`INSERT INTO catalog.outbox (event_id, subject, envelope)
      VALUES (gen_random_uuid(), 'hearth.catalog.file.changed.v1', '{}')`);
    const { rowCount } = await database.query('SELECT FROM catalog.outbox');
    expect(rowCount).toBeGreaterThan(0);
    await database.query('ROLLBACK');
  });

  it.each([
    ['read the admin’s row', 'SELECT * FROM identity.users'],
    ['rewrite it', `UPDATE identity.users SET role = 'viewer'`],
    ['see what is uploaded', 'SELECT * FROM uploading.uploads'],
    [
      'have code of its own run with media’s rights',
      `CREATE TRIGGER mine BEFORE INSERT ON catalog.files FOR EACH ROW EXECUTE FUNCTION catalog.describe_file()`,
    ],
    ['change a function that media runs', `DROP FUNCTION catalog.fold(text)`],
    [
      'make a function in the catalogue',
      `CREATE FUNCTION catalog.x() RETURNS int LANGUAGE sql AS 'SELECT 1'`,
    ],
    ['make one where all look', `CREATE FUNCTION public.x() RETURNS int LANGUAGE sql AS 'SELECT 1'`],
    ['take a table away', 'DROP TABLE catalog.files'],
    ['forget migrations', 'DELETE FROM catalog.migrations'],
    ['make a schema', 'CREATE SCHEMA mine'],
    ['become media', 'SET ROLE hearth_media'],
    ['run programs', `COPY (SELECT 1) TO PROGRAM 'true'`],
  ])('may not %s', async (_, statement) => {
    // Insufficient privilege, or not the owner.
    await expect(database.query(statement)).rejects.toMatchObject({ code: '42501' });
  });

  it('may not tell of anything but files', async () => {
    const forged = database.query(`INSERT INTO catalog.outbox (event_id, subject, envelope)
      VALUES (gen_random_uuid(), 'hearth.identity.session.revoked.v1', '{}')`);
    await expect(forged).rejects.toMatchObject({ code: '23514' });
  });
});

describe.each(['analytics', 'gateway'] as const)(
  'the login of %s at Postgres, in what is media’s',
  (service) => {
    let signedIn: pg.Client;
    beforeAll(async () => {
      signedIn = new pg.Client({ connectionString: rig.stores.postgres.urlFor(service) });
      await signedIn.connect();
    });
    afterAll(() => signedIn?.end());

    it.each([
      ['read the admin’s row', 'SELECT * FROM identity.users'],
      ['rewrite it', `UPDATE identity.users SET role = 'viewer'`],
      ['end sessions', 'DELETE FROM identity.sessions'],
      ['see what lies in the library', 'SELECT * FROM catalog.files'],
      ['take it out of the lists', 'DELETE FROM catalog.files'],
      ['see what is uploaded', 'SELECT * FROM uploading.uploads'],
      [
        'tell of a file as if it were media',
        `INSERT INTO catalog.outbox (event_id, subject, envelope)
       VALUES (gen_random_uuid(), 'hearth.catalog.file.changed.v1', '{}')`,
      ],
      [
        'make a function in the catalogue',
        `CREATE FUNCTION catalog.x() RETURNS int LANGUAGE sql AS 'SELECT 1'`,
      ],
      ['make one where all look', `CREATE FUNCTION public.x() RETURNS int LANGUAGE sql AS 'SELECT 1'`],
      ['take a table away', 'DROP TABLE catalog.files'],
      ['become media', 'SET ROLE hearth_media'],
      ['run programs', `COPY (SELECT 1) TO PROGRAM 'true'`],
      ['read files of the machine', `SELECT pg_read_file('/etc/passwd')`],
    ])('may not %s', async (_, statement) => {
      await expect(signedIn.query(statement)).rejects.toMatchObject({ code: '42501' });
    });
  },
);

describe('the indexer’s login at Redis', () => {
  it.each([
    ['GET', 'media:sign-in:192.168.1.20'],
    ['DEL', 'media:proof:x:y'],
    ['EVAL', `return redis.call('GET', 'media:pairing-code')`, '0'],
    ['FLUSHALL'],
    ['KEYS', '*'],
    ['CONFIG', 'GET', '*'],
    ['ACL', 'LIST'],
    ['MONITOR'],
  ])('may not %s %s', async (command, ...args) => {
    await expect(redis.call(command, ...args)).rejects.toThrow(/NOPERM|can't access/i);
  });

  it('keeps its jobs', async () => {
    expect(await redis.set('hearth:a-queue:1', 'x', 'EX', 60)).toBe('OK');
  });
});

describe('the indexer’s login at NATS', () => {
  it.each([
    ['tell that a session ended', () => nats.publish('hearth.identity.session.revoked.v1', '{}')],
    ['throw the stream away', () => nats.publish('$JS.API.STREAM.DELETE.HEARTH')],
    ['shorten what it keeps', () => nats.publish('$JS.API.STREAM.UPDATE.HEARTH', '{}')],
    ['read events', () => nats.publish('$JS.API.CONSUMER.CREATE.HEARTH.mine', '{}')],
    ['listen to what passes', () => void nats.subscribe('hearth.>')],
    ['listen to answers to others', () => void nats.subscribe('_INBOX.>')],
  ])('may not %s', async (_, doIt) => {
    refusals.length = 0;
    doIt();
    await eventually(() => /permissions violation/i.test(refusals.join()));
  });

  it('may tell of a file', async () => {
    refusals.length = 0;
    nats.publish('hearth.catalog.file.changed.v1', '{}');
    // Refused after it, so that all that was before has been answered.
    nats.publish('hearth.a-marker', '{}');
    await eventually(() => refusals.join().includes('hearth.a-marker'));
    expect(refusals).toHaveLength(1);
  });
});
