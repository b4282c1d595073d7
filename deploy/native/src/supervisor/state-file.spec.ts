import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readState, writeState, type StackState } from './state-file.ts';

const STATE: StackState = {
  url: 'https://192.168.1.20:8443',
  libraryFolder: '/srv/library',
  adminUsername: 'admin',
  startedAt: '2026-11-21T10:00:00.000Z',
  parts: [{ name: 'media', state: 'healthy', pid: 7, port: 4001, restarts: 0 }],
};

describe('the state file', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'hearth-state-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is read as it was written', () => {
    mkdirSync(join(folder, 'run'));
    writeState(folder, STATE);
    expect(readState(folder)).toEqual(STATE);
  });

  it('does not stop the supervisor where it cannot be written', () => {
    expect(() => writeState(folder, STATE)).not.toThrow();
    expect(readState(folder)).toBeUndefined();
  });
});
