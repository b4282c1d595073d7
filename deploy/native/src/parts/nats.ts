import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Part } from '../processes/part.ts';
import { exchangeFirstBytes, findReasonSilent } from './tcp-dialogue.ts';

interface NatsSettings {
  host: string;
  port: number;
  token: string;
  dataFolder: string;
}

export interface NatsOptions extends Omit<NatsSettings, 'host'> {
  configFolder: string;
}

/** What `nats.conf` holds, natively and in containers. */
export function describeNatsSettings({ host, port, token, dataFolder }: NatsSettings): string {
  const settings = [
    `listen: "${host}:${port}"`,
    `authorization { token: ${JSON.stringify(token)} }`,
    `jetstream { store_dir: ${JSON.stringify(dataFolder)}, max_memory_store: 64MB, max_file_store: 2GB }`,
    'logtime: true',
  ];
  return settings.join('\n') + '\n';
}

export function natsPart({ dataFolder, configFolder, port, token }: NatsOptions): Part {
  const configPath = join(configFolder, 'nats.conf');
  return {
    name: 'nats',
    port,
    stopSignal: 'SIGTERM',
    stopTimeoutMs: 3_000,
    readyTimeoutMs: 30_000,
    async prepare() {
      mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
      const settings = describeNatsSettings({ host: '127.0.0.1', port, token, dataFolder });
      writeFileSync(configPath, settings, { mode: 0o600 });
      return { file: 'nats-server', args: ['-c', configPath] };
    },
    findReasonNotAlive: (answerWithinMs) => findReasonSilent(port, undefined, answerWithinMs),
    async findReasonNotReady() {
      try {
        // The server speaks first and says in its INFO line whether JetStream is up.
        const info = await exchangeFirstBytes(port, undefined);
        return /"jetstream":\s*true/.test(info) ? undefined : 'JetStream is not up yet';
      } catch (error) {
        return (error as Error).message;
      }
    },
  };
}
