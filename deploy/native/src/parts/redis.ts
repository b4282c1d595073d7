import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Part } from '../processes/part.ts';
import type { Logins } from '../store-logins.ts';
import { exchangeFirstBytes, findReasonSilent } from './tcp-dialogue.ts';

interface RedisSettings {
  host: string;
  port: number;
  /** Of the user who may do everything: for the owner, for the health check and for tests, no service has it. */
  password: string;
  logins: Logins;
  dataFolder: string;
}

export interface RedisOptions extends Omit<RedisSettings, 'host'> {
  configFolder: string;
}

function quote(value: string): string {
  return `"${value.replace(/["\\]/g, '\\$&')}"`;
}

/** Own keys, and no command that looks beyond them or changes the server. */
const REDIS_RIGHTS = {
  // Counts tries and remembers proofs. A client asks whether the server is still loading (INFO).
  media: '~media:* resetchannels +@all -@admin -@dangerous -@pubsub +info',
  // BullMQ asks the server for its version and names its connections.
  indexer: '~hearth:* &hearth:* +@all -@admin -@dangerous +info',
} as const;

/** Analytics and gateway keep nothing there, and have no login. */
function describeUsers(logins: Logins): string[] {
  const names = Object.keys(REDIS_RIGHTS) as (keyof typeof REDIS_RIGHTS)[];
  return names.map((name) => `user ${name} on >${logins[name]} ${REDIS_RIGHTS[name]}`);
}

/** What `redis.conf` holds, natively and in containers. */
export function describeRedisSettings({ host, port, password, logins, dataFolder }: RedisSettings): string {
  const settings = [
    `bind ${host}`,
    `port ${port}`,
    `requirepass ${quote(password)}`,
    ...describeUsers(logins),
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

export function redisPart({ configFolder, ...options }: RedisOptions): Part {
  const { dataFolder, port, password } = options;
  const configPath = join(configFolder, 'redis.conf');
  return {
    name: 'redis',
    port,
    stopSignal: 'SIGTERM',
    stopTimeoutMs: 3_000,
    readyTimeoutMs: 30_000,
    async prepare() {
      mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
      const settings = describeRedisSettings({ host: '127.0.0.1', ...options });
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
