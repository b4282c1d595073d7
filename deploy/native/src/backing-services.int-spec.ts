import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startNats, startPostgres, startRedis, type BackingService } from './backing-services.ts';
import { exchangeFirstBytes } from './parts/tcp-dialogue.ts';
import { findStartTicks } from './processes/process-identity.ts';
import { runCommand } from './processes/run-command.ts';

let folder: string;
let started: BackingService[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hearth-native-'));
});

afterEach(async () => {
  await Promise.all(started.map((service) => service.stop()));
  started = [];
  rmSync(folder, { recursive: true, force: true });
});

function query(url: string, sql: string) {
  return runCommand({ file: 'psql', args: ['--no-psqlrc', '-At', '-c', sql, url] });
}

describe('a store started by itself', () => {
  it('gives a Postgres with its database, both extensions and an ordinary role', async () => {
    const postgres = await startPostgres({ folder });
    started.push(postgres);
    const outcome = await query(
      postgres.url,
      `SELECT current_user, usesuper, similarity('hearth', 'heart') > 0, unaccent('é'), datcollate
       FROM pg_user, pg_database WHERE usename = current_user AND datname = current_database()`,
    );
    expect(outcome.stdout.trim()).toBe('hearth|f|t|e|C.UTF-8');
  });

  it.each([true, false])(
    'keeps what was committed over a kill -9 (durable: %s), and refuses a wrong password',
    async (durable) => {
      const postgres = await startPostgres({ folder, durable });
      started.push(postgres);
      await query(postgres.url, 'CREATE TABLE kept (n int)');
      await query(postgres.url, 'INSERT INTO kept VALUES (42)');
      await postgres.kill();
      await postgres.start();
      expect((await query(postgres.url, 'SELECT n FROM kept')).stdout.trim()).toBe('42');
      const refused = await query(postgres.url.replace(/:[^:@]+@/, ':wrong@'), 'SELECT 1');
      expect(refused.stderr).toMatch(/password authentication failed/);
    },
  );

  it('gives a Redis and a NATS that want their secrets', async () => {
    const [redis, nats] = await Promise.all([startRedis({ folder }), startNats({ folder })]);
    started.push(redis, nats);
    await expect(exchangeFirstBytes(redis.port, 'PING\r\n')).resolves.toMatch(/NOAUTH/);
    await expect(exchangeFirstBytes(nats.port, undefined)).resolves.toMatch(
      /"auth_required":true.*"jetstream":true/,
    );
  });

  it('leaves no process behind', async () => {
    const redis = await startRedis({ folder });
    const pid = redis.pid as number;
    await redis.stop();
    expect(findStartTicks(pid)).toBeUndefined();
  });
});
