import { describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  findFirstLineSha256,
  hourOfLogFile,
  listGrowing,
  listLogFiles,
  listOutlived,
  readLogChunk,
  sizeOf,
} from './log-files.js';

const HOUR = Date.UTC(2026, 10, 29, 7);

describe('log files', () => {
  it.each(['access-2026112907.json', 'access-2026112907-edge-7f9c4.example.org.json'])(
    'of one edge or of many tell their hour: %s',
    (name) => expect(hourOfLogFile(name)).toBe(HOUR),
  );

  it('are listed by hour, whoever wrote them, and nothing else is', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hearth-logs-'));
    const logs = ['access-2026112906-b.json', 'access-2026112907-a.json', 'access-2026112907.json'];
    try {
      for (const name of [...logs, 'access-2026112907-A_B.json', 'access-20261129-a.json', 'kept'])
        writeFileSync(join(folder, name), '');
      expect(await listLogFiles(folder)).toEqual(logs);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('that are gone since they were listed are empty', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hearth-logs-'));
    const name = 'access-2026112907.json';
    try {
      expect(await sizeOf(folder, name)).toBeUndefined();
      expect(await findFirstLineSha256(folder, name)).toBeUndefined();
      expect(await readLogChunk(folder, name, 7)).toEqual({ lines: [], nextOffset: 7 });
      // Whatever else keeps a file from being read is trouble.
      writeFileSync(join(folder, 'file'), '');
      await expect(sizeOf(join(folder, 'file'), name)).rejects.toMatchObject({ code: 'ENOTDIR' });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('grow on every edge in the newest hour and the one before', () => {
    const old = ['access-2026112904-a.json', 'access-2026112904-b.json'];
    const growing = [
      ...['access-2026112906-a.json', 'access-2026112906-b.json'],
      ...['access-2026112907-a.json', 'access-2026112907-b.json', 'access-2026112907-c.json'],
    ];
    expect(listGrowing([...old, ...growing])).toEqual(growing);
    expect(listGrowing([])).toEqual([]);
  });

  it('that are counted are kept for three days, and half a gigabyte of them', () => {
    const log = (fileName: string, sizeMiB: number) => ({ fileName, sizeBytes: sizeMiB * 1024 ** 2 });
    const logs = [
      ...[log('access-2026112506.json', 1), log('access-2026112904.json', 200)],
      ...[
        log('access-2026112905.json', 400),
        log('access-2026112906.json', 1),
        log('access-2026112907.json', 9),
      ],
    ];
    expect(listOutlived(logs, HOUR)).toEqual(['access-2026112904.json', 'access-2026112506.json']);
    expect(listOutlived([log('access-2026112907.json', 4_000)], HOUR)).toEqual([]);
  });
});
