import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Global, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { catalogSchema } from '@hearth/catalog';
import { migrate } from '@hearth/platform';
import { eventually, startBackingServices, type BackingServices } from '@hearth/testing';
import { Redis } from 'ioredis';
import { DataSource } from 'typeorm';
import { FlowsModule } from '../flows/flows.module.js';
import { QueueConnection } from '../queue-connection.js';
import { PlacesModule } from './places.module.js';

let services: BackingServices;
let database: DataSource;
let redis: Redis;
let close: () => Promise<void> = () => Promise.resolve();

beforeAll(async () => {
  services = await startBackingServices({ postgres: true, redis: true });
  await migrate(services.postgres.url, catalogSchema);
  database = await new DataSource({ type: 'postgres', url: services.postgres.url }).initialize();
  redis = new Redis(services.redis.url, { maxRetriesPerRequest: null });
});
afterAll(async () => {
  await close();
  redis?.disconnect();
  await database?.destroy();
  await services?.stop();
});

describe('files that were there before', () => {
  it('get their place in words, and none where no town is near', async () => {
    await database.query(`
      INSERT INTO catalog.files (id, folder, name, kind, mime_type, size_bytes, modified_at, mtime_ns, inode, state, gps_lat, gps_lon)
      SELECT gen_random_uuid(), '', name, 'image', 'image/jpeg', 1, now(), 1, 1, 'ready', lat, lon
      FROM (VALUES ('castle', 38.7139, -9.1335), ('sea', 30, -40), ('indoors', NULL, NULL)) AS given (name, lat, lon)`);
    @Global()
    @Module({
      imports: [FlowsModule, PlacesModule],
      providers: [
        { provide: DataSource, useValue: database },
        { provide: QueueConnection, useValue: { client: redis } },
      ],
      exports: [DataSource, QueueConnection],
    })
    class TestModule {}
    const app = await NestFactory.createApplicationContext(TestModule, { logger: false });
    close = () => app.close();
    const look = () =>
      database.query<{ name: string; place: string | null; places_version: number }[]>(
        'SELECT name, place, places_version FROM catalog.files ORDER BY name',
      );
    const rows = await eventually(
      look,
      ([castle, , sea]) => castle?.places_version === 1 && sea?.places_version === 1,
    );
    expect(rows.map(({ name, place, places_version: version }) => [name, place, version])).toEqual([
      ['castle', 'Lisbon, Portugal', 1],
      ['indoors', null, 0],
      ['sea', null, 1],
    ]);
  });
});
