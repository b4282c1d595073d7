import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { HealthChecks } from '@hearth/platform';
import { eventually, startBackingServices, type BackingServices } from '@hearth/testing';
import { Worker } from 'bullmq';
import type { IndexerConfig } from './config.js';
import { endWorker } from './flows/end-worker.js';
import { QueueConnection } from './queue-connection.js';

let services: BackingServices;

beforeAll(async () => {
  services = await startBackingServices({ redis: true });
});
afterAll(() => services?.stop());

it('lets workers end though Redis was stopped before them', async () => {
  const connection = new QueueConnection(
    { HEARTH_REDIS_URL: services.redis.url } as IndexerConfig,
    new HealthChecks(),
  );
  const worker = new Worker('a-queue', async () => undefined, { connection: connection.client });
  worker.on('error', () => undefined);
  await worker.waitUntilReady();
  await services.redis.kill();
  await eventually(() => connection.client.status !== 'ready');
  connection.onModuleDestroy();
  await expect(endWorker(worker, connection.client)).resolves.toBeUndefined();
  connection.onApplicationShutdown();
});
