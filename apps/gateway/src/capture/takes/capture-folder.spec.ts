import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { GatewayConfig } from '../../config.js';
import { CaptureFolder } from './capture-folder.js';

let library: string;
let captures: CaptureFolder;

beforeEach(() => {
  library = mkdtempSync(join(tmpdir(), 'hearth-library-'));
  captures = new CaptureFolder({ HEARTH_LIBRARY: library } as GatewayConfig);
  mkdirSync(join(library, '.hearth'));
  writeFileSync(join(library, '.hearth/library-id'), 'one\n');
  mkdirSync(join(library, 'Captures/Jump'), { recursive: true });
  writeFileSync(join(library, 'Captures/Jump/left.mp4'), 'film');
});
afterEach(() => rmSync(library, { recursive: true, force: true }));

describe('a file that is taken out of the library', () => {
  it('goes with its folder, once that is empty', async () => {
    writeFileSync(join(library, 'Captures/Jump/right.mp4'), 'film');
    expect(await captures.unfile('Captures/Jump', 'left.mp4')).toBe(4);
    expect(existsSync(join(library, 'Captures/Jump/right.mp4'))).toBe(true);
    expect(await captures.unfile('Captures/Jump', 'right.mp4')).toBe(4);
    expect(existsSync(join(library, 'Captures/Jump'))).toBe(false);
  });

  it('is no loss when it is gone already', async () => {
    expect(await captures.unfile('Captures/Jump', 'other.mp4')).toBe(0);
    expect(await captures.unfile('Captures/Run', 'left.mp4')).toBe(0);
  });

  it('is not gone because the disk says something else', async () => {
    await expect(captures.unfile('Captures/Jump', 'n'.repeat(300))).rejects.toMatchObject({
      code: 'ENAMETOOLONG',
    });
  });
});

describe('a library', () => {
  it('that is there takes what is recorded', async () => {
    await captures.ensureThere();
    expect(existsSync(await captures.prepare('take'))).toBe(true);
  });

  it('without its marker is away, whatever else lies in its place', async () => {
    rmSync(join(library, '.hearth/library-id'));
    await expect(captures.ensureThere()).rejects.toMatchObject({ code: 'library.offline' });
    await expect(captures.prepare('take')).rejects.toMatchObject({ code: 'library.offline' });
    expect(existsSync(captures.staging('take'))).toBe(false);
  });
});
