import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@hearth/testing';
import sharp from 'sharp';
import { closeExifTool, readExifToolTags } from './exiftool.js';

let folder: string;
let picture: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'exiftool-'));
  picture = join(folder, 'picture.jpg');
  await sharp({ create: { width: 30, height: 20, channels: 3, background: '#c40' } })
    .jpeg()
    .toFile(picture);
});

afterAll(async () => {
  await closeExifTool();
  rmSync(folder, { recursive: true, force: true });
});

/** The processes that a process started, by pid. */
function childrenOf(pid: number): string[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1').trim().split(' ').filter(Boolean);
}

/** A zombie has ended; it waits for whoever took it over, which we are not. */
function isRunning(pid: string): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return stat.at(stat.lastIndexOf(')') + 2) !== 'Z';
  } catch {
    return false;
  }
}

describe('ExifTool', () => {
  it('reads tags as numbers', async () => {
    expect(await readExifToolTags(picture)).toMatchObject({ ImageWidth: 30, ImageHeight: 20 });
  });

  it('does not outlive a process that was killed', async () => {
    const built = join(import.meta.dirname, '../../dist/media-tools/exiftool.js');
    const child = spawn(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        `const { readExifToolTags } = await import(${JSON.stringify(built)});
         await readExifToolTags(${JSON.stringify(picture)});
         console.log('read');`,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    await once(child.stdout, 'data');
    const [exiftool] = childrenOf(child.pid as number);
    expect(exiftool).toBeDefined();
    child.kill('SIGKILL');
    await eventually(() => !isRunning(exiftool as string));
  });
});
