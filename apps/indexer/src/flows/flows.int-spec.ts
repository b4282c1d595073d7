import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Global, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { catalogSchema, mayTryStep, retryFailedSteps } from '@hearth/catalog';
import type { FileId } from '@hearth/contracts';
import { migrate, type Queryable } from '@hearth/platform';
import { eventually, startBackingServices, type BackingServices } from '@hearth/testing';
import { Redis } from 'ioredis';
import { DataSource } from 'typeorm';
import { v7 } from 'uuid';
import { QueueConnection } from '../queue-connection.js';
import { defineFlow, StepFailed, type FlowHandler } from './define-flow.js';
import { FlowsModule } from './flows.module.js';

/** Tags stand for what a flow would make: a file without one is due. */
const tagging = defineFlow({
  name: 'tagging',
  attempts: 2,
  backoffMs: 10,
  findDue: async (database: Queryable, limit) => {
    const rows = await database.query<{ id: FileId }[]>(
      `SELECT f.id FROM catalog.files f WHERE f.tags = '{}' AND ${mayTryStep('tagging')} ORDER BY f.id LIMIT $1`,
      [limit],
    );
    return rows.map(({ id }) => id);
  },
});

let services: BackingServices;
let database: DataSource;
let redis: Redis;
let made = 0;
/** What befalls files of this name. */
let trouble: Record<string, (signal: AbortSignal) => Promise<void>> = {};

class Tagging implements FlowHandler {
  async run(fileId: FileId, signal: AbortSignal): Promise<void> {
    const [row] = await database.query<{ name: string }[]>('SELECT name FROM catalog.files WHERE id = $1', [
      fileId,
    ]);
    await trouble[row?.name ?? '']?.(signal);
    await database.query(`UPDATE catalog.files SET tags = '{done}' WHERE id = $1`, [fileId]);
  }
}

beforeAll(async () => {
  services = await startBackingServices({ postgres: true, redis: true });
  await migrate(services.postgres.url, catalogSchema);
  database = await new DataSource({ type: 'postgres', url: services.postgres.url }).initialize();
  redis = new Redis(services.redis.url, { maxRetriesPerRequest: null });
});

let close: () => Promise<void> = () => Promise.resolve();
afterEach(() => close());
afterAll(async () => {
  redis?.disconnect();
  await database?.destroy();
  await services?.stop();
});

async function start(): Promise<void> {
  @Global()
  @Module({
    imports: [FlowsModule, FlowsModule.forFeature(tagging, Tagging)],
    providers: [
      { provide: DataSource, useValue: database },
      { provide: QueueConnection, useValue: { client: redis } },
    ],
    exports: [DataSource, QueueConnection],
  })
  class TestModule {}
  const app = await NestFactory.createApplicationContext(TestModule, { logger: false });
  close = () => app.close();
}

async function add(name: string): Promise<FileId> {
  const id = v7() as FileId;
  made += 1;
  await database.query(
    `INSERT INTO catalog.files (id, folder, name, kind, mime_type, size_bytes, modified_at, mtime_ns, inode)
     VALUES ($1, '', $2, 'other', 'x/y', 1, now(), 1, $3)`,
    [id, name, made],
  );
  return id;
}

const until = (what: string, isSo: () => Promise<boolean>) => eventually(isSo, undefined, { what });

async function isDone(id: FileId): Promise<boolean> {
  const [row] = await database.query<{ done: boolean }[]>(
    `SELECT tags <> '{}' AS done FROM catalog.files WHERE id = $1`,
    [id],
  );
  return row?.done ?? false;
}

async function failureOf(id: FileId): Promise<{ reason: string; retries: boolean } | undefined> {
  const rows = await database.query<{ reason: string; retries: boolean }[]>(
    'SELECT reason, retry_at IS NOT NULL AS retries FROM catalog.failed_steps WHERE file_id = $1',
    [id],
  );
  return rows[0];
}

describe('a flow', () => {
  it('does what is due, though Redis forgets it all', async () => {
    const ids = [await add('one'), await add('two')];
    await redis.flushall();
    await start();
    for (const id of ids) await until('it is done', () => isDone(id));
  });

  it('puts a file aside that it fails on, says why, goes on, and tries it again when told to', async () => {
    trouble = { poison: () => Promise.reject(new StepFailed('there is nothing in it')) };
    const poison = await add('poison');
    const sound = await add('sound');
    await start();
    await until('the sound one is done', () => isDone(sound));
    await until('the other is put aside', async () => (await failureOf(poison)) !== undefined);
    expect(await failureOf(poison)).toEqual({ reason: 'there is nothing in it', retries: false });
    trouble = {};
    await retryFailedSteps(database, { fileIds: [poison] });
    await until('it is done', () => isDone(poison));
    await until('nothing is said of it', async () => (await failureOf(poison)) === undefined);
  });

  it('comes back by itself to what failed for a reason that passes', async () => {
    trouble = { heavy: () => Promise.reject(new StepFailed('too slow now', { isPassing: true })) };
    const heavy = await add('heavy');
    await start();
    await until('it is put aside', async () => (await failureOf(heavy)) !== undefined);
    expect(await failureOf(heavy)).toEqual({ reason: 'too slow now', retries: true });
  });
});
