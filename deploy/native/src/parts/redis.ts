import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Part } from '../processes/part.ts';
import { exchangeFirstBytes, findReasonSilent } from './tcp-dialogue.ts';

interface RedisSettings {
  host: string;
  port: number;
  password: string;
  dataFolder: string;
}

export interface RedisOptions extends Omit<RedisSettings, 'host'> {
  configFolder: string;
}

function quote(value: string): string {
  return `"${value.replace(/["\\]/g, '\\$&')}"`;
}

/** What `redis.conf` holds, natively and in containers. */
export function describeRedisSettings({ host, port, password, dataFolder }: RedisSettings): string {
  const settings = [
    `bind ${host}`,
    `port ${port}`,
    `requirepass ${quote(password)}`,
    `dir ${quote(dataFolder)}`,
    'appendonly yes',
    'save ""',
    // A job must never be evicted silently (BullMQ asks for this too).
    'maxmemory-policy noeviction',
    'daemonize no',
    'logfile ""',
  ];
  return settings.join('\n') + '\n';
}

export function redisPart({ dataFolder, configFolder, port, password }: RedisOptions): Part {
  const configPath = join(configFolder, 'redis.conf');
  return {
    name: 'redis',
    port,
    stopSignal: 'SIGTERM',
    stopTimeoutMs: 3_000,
    readyTimeoutMs: 30_000,
    async prepare() {
      mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
      const settings = describeRedisSettings({ host: '127.0.0.1', port, password, dataFolder });
      writeFileSync(configPath, settings, { mode: 0o600 });
      return { file: 'redis-server', args: [configPath] };
    },
    // That the password is missing is an answer, too.
    findReasonNotAlive: (answerWithinMs) => findReasonSilent(port, 'PING\r\n', answerWithinMs),
    async findReasonNotReady() {
      try {
        const answer = await exchangeFirstBytes(port, `AUTH ${password}\r\nPING\r\n`);
        return answer.includes('+PONG') ? undefined : answer.trim().slice(0, 80);
      } catch (error) {
        return (error as Error).message;
      }
    },
  };
}
