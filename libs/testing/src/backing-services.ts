import { startNats, startPostgres, startRedis, type BackingService } from '@hearth/native';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createOwnDatabase, isPostgresShared } from './shared-postgres.ts';
import { ARE_CONTAINED } from './store-kind.ts';

export interface Wanted {
  /** A database of its own on the run's Postgres; `own` for a Postgres that the test may stop and kill. */
  postgres?: boolean | 'own';
  redis?: boolean;
  nats?: boolean;
}

export interface NatsService extends BackingService {
  /** Starts it again with none of its streams, as after the loss of its disk. */
  wipe(): Promise<void>;
}

export interface BackingServices {
  /** The scratch folder of this test file, which may keep files of its own here. */
  folder: string;
  postgres: BackingService;
  redis: BackingService;
  nats: NatsService;
  stop(): Promise<void>;
}

/** A store, and how to leave nothing of it. */
interface Running {
  service: BackingService;
  remove(): Promise<void>;
}

type Starters = Record<keyof Wanted, (folder: string) => Promise<Running>>;

const natsData = (folder: string) => join(folder, 'nats', 'nats');

async function asProcess(starting: Promise<BackingService>): Promise<Running> {
  const service = await starting;
  return { service, remove: () => service.stop() };
}

async function chooseStarters(): Promise<Starters> {
  if (!ARE_CONTAINED) {
    return {
      postgres: (folder) => asProcess(startPostgres({ folder: join(folder, 'postgres') })),
      redis: (folder) => asProcess(startRedis({ folder: join(folder, 'redis') })),
      nats: (folder) => asProcess(startNats({ folder: join(folder, 'nats') })),
    };
  }
  const { runNats, runPostgres, runRedis } = await import('./contained-stores.ts');
  return { postgres: () => runPostgres(), redis: runRedis, nats: (folder) => runNats(natsData(folder)) };
}

function notStarted(name: string): NatsService {
  return new Proxy({} as NatsService, {
    get: () => {
      throw new Error(`This test did not ask for ${name}: startBackingServices({ ${name}: true })`);
    },
  });
}

function wipeable(service: BackingService, folder: string): NatsService {
  return Object.assign(service, {
    async wipe() {
      await service.stop();
      // The folder itself stays: a container has it mounted.
      const data = natsData(folder);
      for (const name of readdirSync(data)) rmSync(join(data, name), { recursive: true });
      await service.start();
    },
  });
}

/**
 * Real stores for one test file, gone without a trace after `stop()`. Redis and NATS are processes of the file's own, which
 * start in 30 ms; Postgres takes a second, so its process is the run's.
 */
export async function startBackingServices(wanted: Wanted): Promise<BackingServices> {
  const folder = mkdtempSync(join(tmpdir(), 'hearth-test-'));
  const starters = await chooseStarters();
  const startDatabase = (kind: true | 'own') =>
    kind === 'own' || !isPostgresShared() ? starters.postgres(folder) : createOwnDatabase();
  const starting = {
    postgres: wanted.postgres ? startDatabase(wanted.postgres) : undefined,
    redis: wanted.redis ? starters.redis(folder) : undefined,
    nats: wanted.nats ? starters.nats(folder) : undefined,
  };
  const outcomes = await Promise.allSettled(Object.values(starting));
  const stop = async () => {
    await Promise.all(
      outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value?.remove() : undefined)),
    );
    rmSync(folder, { recursive: true, force: true });
  };
  const failure = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failure !== undefined) {
    await stop();
    throw failure.reason;
  }
  const nats = (await starting.nats)?.service;
  return {
    folder,
    postgres: (await starting.postgres)?.service ?? notStarted('postgres'),
    redis: (await starting.redis)?.service ?? notStarted('redis'),
    nats: nats === undefined ? notStarted('nats') : wipeable(nats, folder),
    stop,
  };
}
