import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startBackingServices, type BackingServices } from '@hearth/testing';
import { DataSource } from 'typeorm';
import { deleteInBatches } from './delete-in-batches.js';
import type { Queryable } from './queryable.js';

/** More than go in one statement. */
const OLD_ROWS = 20_001;

let stores: BackingServices;
let database: DataSource;

beforeAll(async () => {
  stores = await startBackingServices({ postgres: true });
  const { url } = stores.postgres;
  database = await new DataSource({ type: 'postgres', url, installExtensions: false }).initialize();
});
afterAll(async () => {
  await database?.destroy();
  await stores?.stop();
});
beforeEach(async () => {
  await database.query('DROP TABLE IF EXISTS notes');
  await database.query('CREATE TABLE notes (id int PRIMARY KEY, is_old boolean NOT NULL)');
  await database.query(
    `INSERT INTO notes SELECT n, n <= ${OLD_ROWS} FROM generate_series(1, ${OLD_ROWS + 3}) AS n`,
  );
});

async function idsLeft(): Promise<number[]> {
  const rows = await database.query<{ id: number }[]>('SELECT id FROM notes ORDER BY id');
  return rows.map(({ id }) => id);
}

describe('deleting in batches', () => {
  it('deletes all that the condition holds for, and nothing else', async () => {
    let statements = 0;
    const counting: Queryable = {
      query: (sql, parameters) => {
        statements += 1;
        return database.query(sql, parameters);
      },
    };
    expect(await deleteInBatches(counting, 'notes', 'is_old AND id > $1', [0])).toBe(OLD_ROWS);
    expect(statements).toBe(3);
    expect(await idsLeft()).toEqual([1, 2, 3].map((n) => OLD_ROWS + n));
  });

  it('leaves a row alone that another copy is deleting', async () => {
    const other = database.createQueryRunner();
    await other.startTransaction();
    await other.query('DELETE FROM notes WHERE id = 1');
    expect(await deleteInBatches(database, 'notes', 'is_old')).toBe(OLD_ROWS - 1);
    await other.rollbackTransaction();
    await other.release();
    expect(await idsLeft()).toContain(1);
  });
});
