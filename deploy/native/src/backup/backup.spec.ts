import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import { makeBackup, restoreBackup, type BackupSource } from './backup.ts';

const folder = mkdtempSync(join(tmpdir(), 'hearth-backup-spec-'));
const at = (name: string) => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true }));

/** A start whose database is a line of text. */
const restored: string[] = [];
const notes: string[] = [];
const source: BackupSource = {
  collect: (target) => {
    writeFileSync(join(target, 'database.sql'), 'SELECT 1;');
    return Promise.resolve(17);
  },
  note: () => Promise.resolve(void notes.push('made')),
  isThere: () => false,
  restore: (from) => Promise.resolve(void restored.push(readFileSync(join(from, 'database.sql'), 'utf8'))),
};
const restoring = (passphrase?: string) =>
  restoreBackup(source, {
    ...{ file: at('backup.age'), settingsFile: at('.env'), force: false, scratch: at('scratch') },
    askForPassphrase: () => Promise.resolve(passphrase),
    say: () => undefined,
  });

it('a backup that is sealed is nowhere in the clear, opens with its pass phrase, and is noted when it is whole', async () => {
  const passphrase = 'a quiet evening by the fire';
  await makeBackup(source, {
    file: at('backup.age'),
    settingsFile: at('.env'),
    passphrase,
    say: () => undefined,
  });
  expect(notes).toEqual(['made']);
  expect(readdirSync(folder)).toEqual(['backup.age']);
  await expect(restoring()).rejects.toThrow('sealed with a pass phrase');
  expect(existsSync(at('.env'))).toBe(false);
  await restoring(passphrase);
  expect(restored).toEqual(['SELECT 1;']);
});
