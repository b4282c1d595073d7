import { startNats, startPostgres, startRedis, type BackingService } from '@hearth/native';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Wanted {
  postgres?: boolean;
  redis?: boolean;
  nats?: boolean;
}

export interface BackingServices {
  /** The scratch folder they live in; a test may keep files of its own here. */
  folder: string;
  postgres: BackingService;
  redis: BackingService;
  nats: BackingService;
  stop(): Promise<void>;
}

function notStarted(name: string): BackingService {
  return new Proxy({} as BackingService, {
    get: () => {
      throw new Error(`This test did not ask for ${name}: startBackingServices({ ${name}: true })`);
    },
  });
}

/** Real stores for one test file, started side by side on ports of their own and gone without a trace after `stop()`. */
export async function startBackingServices(wanted: Wanted): Promise<BackingServices> {
  const folder = mkdtempSync(join(tmpdir(), 'hearth-test-'));
  const starting = {
    postgres: wanted.postgres ? startPostgres({ folder: join(folder, 'postgres') }) : undefined,
    redis: wanted.redis ? startRedis({ folder: join(folder, 'redis') }) : undefined,
    nats: wanted.nats ? startNats({ folder: join(folder, 'nats') }) : undefined,
  };
  const outcomes = await Promise.allSettled(Object.values(starting));
  const stop = async () => {
    await Promise.all(
      outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value?.stop() : undefined)),
    );
    rmSync(folder, { recursive: true, force: true });
  };
  const failure = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failure !== undefined) {
    await stop();
    throw failure.reason;
  }
  return {
    folder,
    postgres: (await starting.postgres) ?? notStarted('postgres'),
    redis: (await starting.redis) ?? notStarted('redis'),
    nats: (await starting.nats) ?? notStarted('nats'),
    stop,
  };
}
