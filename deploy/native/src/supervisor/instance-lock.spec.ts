import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findRunningSupervisor, lockPath, takeLock } from './instance-lock.ts';

let dataFolder: string;

beforeEach(() => {
  dataFolder = mkdtempSync(join(tmpdir(), 'hearth-lock-'));
  mkdirSync(join(dataFolder, 'run'));
});

afterEach(() => rmSync(dataFolder, { recursive: true, force: true }));

describe('the lock on a data folder', () => {
  it('has one holder at a time', () => {
    const lock = takeLock(dataFolder);
    expect(findRunningSupervisor(dataFolder)?.pid).toBe(process.pid);
    expect(takeLock(dataFolder)).toBeUndefined();
    lock?.release();
    expect(findRunningSupervisor(dataFolder)).toBeUndefined();
    expect(takeLock(dataFolder)).toBeDefined();
  });

  it.each([
    ['a process that is gone', '{"pid":4194305,"startTicks":"1"}'],
    ['a pid that another process has by now', `{"pid":${process.pid},"startTicks":"1"}`],
    ['half a file', '{"pid":'],
  ])('is taken over from %s', (_who, content) => {
    writeFileSync(lockPath(dataFolder), content);
    expect(findRunningSupervisor(dataFolder)).toBeUndefined();
    expect(takeLock(dataFolder)).toBeDefined();
    expect(readdirSync(join(dataFolder, 'run'))).toEqual(['supervisor.lock']);
  });

  it('is not taken over by one who read the file before another took it', () => {
    takeLock(dataFolder);
    writeFileSync(lockPath(dataFolder), '{"pid":4194305,"startTicks":"1"}');
    expect(takeLock(dataFolder)).toBeUndefined();
  });
});
