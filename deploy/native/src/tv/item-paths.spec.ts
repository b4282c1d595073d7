import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { ItemPaths } from './item-paths.ts';

let folder: string;
let library: string;
let paths: ItemPaths;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'hearth-items-')));
  library = join(folder, 'library');
  mkdirSync(library);
  paths = new ItemPaths(folder, library);
  jest.spyOn(console, 'error').mockReturnValue();
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

function list(path: string): DatabaseSync {
  const database = new DatabaseSync(join(folder, 'files.db'));
  database.exec('CREATE TABLE DETAILS (ID INTEGER PRIMARY KEY, PATH TEXT)');
  database.prepare('INSERT INTO DETAILS VALUES (7, ?)').run(path);
  return database;
}

describe('the path of an item', () => {
  it('is told from the library on', () => {
    list(join(library, 'Films/one.mkv')).close();
    expect(paths.find(7)).toBe('Films/one.mkv');
    expect(paths.find(8)).toBeUndefined();
  });

  it('is not told of what lies elsewhere', () => {
    list(join(folder, 'files.db')).close();
    expect(paths.find(7)).toBeUndefined();
  });

  it('is unknown while there is no list, or none that can be read', () => {
    expect(paths.find(7)).toBeUndefined();
    writeFileSync(join(folder, 'files.db'), 'no list');
    expect(paths.find(7)).toBeUndefined();
  });

  it('is unknown while the list is being written', () => {
    const writer = list(join(library, 'one.mkv'));
    writer.exec('BEGIN EXCLUSIVE');
    expect(paths.find(7)).toBeUndefined();
    writer.exec('COMMIT');
    expect(paths.find(7)).toBe('one.mkv');
    writer.close();
  });
});
