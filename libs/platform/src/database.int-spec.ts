import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startBackingServices, type BackingServices } from '@hearth/testing';
import type { QueryRunner } from 'typeorm';
import { migrate } from './database.js';

let limit: string | undefined;

class LookAtLimit1763700000000 {
  name = 'LookAtLimit1763700000000';
  async up(runner: QueryRunner): Promise<void> {
    [{ statement_timeout: limit }] = (await runner.query('SHOW statement_timeout')) as [
      { statement_timeout: string },
    ];
  }
  down = () => Promise.reject(new Error('forward only'));
}

describe('migrate', () => {
  let services: BackingServices;
  beforeAll(async () => {
    services = await startBackingServices({ postgres: true });
  });
  afterAll(() => services.stop());

  it('gives a migration the time that it takes', async () => {
    await migrate(services.postgres.url, {
      name: 'test',
      entities: [],
      migrations: [LookAtLimit1763700000000],
    });
    expect(limit).toBe('0');
  });
});
