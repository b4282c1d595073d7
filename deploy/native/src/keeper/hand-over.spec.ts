import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StartupProblem } from '../startup-problem.ts';
import { ensureFolderAs, handOverLibrary, handOverVolume } from './hand-over.ts';

// As root the services get an account of their own; an ordinary user can only hand over to itself.
const isRoot = process.getuid?.() === 0;
const owner = isRoot
  ? { uid: 4711, gid: 4712 }
  : { uid: process.getuid?.() ?? -1, gid: process.getgid?.() ?? -1 };
let library: string;

beforeEach(() => {
  library = mkdtempSync(join(tmpdir(), 'hearth-library-'));
});

afterEach(() => rmSync(library, { recursive: true, force: true }));

const ownerOf = (path: string) => {
  const { uid, gid } = statSync(path);
  return { uid, gid };
};

describe('the library', () => {
  it('is handed over with its folders, but without its files', () => {
    mkdirSync(join(library, 'Summer/Sea'), { recursive: true });
    writeFileSync(join(library, 'Summer/waves.mp4'), 'a film');
    const before = ownerOf(join(library, 'Summer/waves.mp4'));
    handOverLibrary(library, owner);
    for (const folder of ['', 'Summer', 'Summer/Sea']) expect(ownerOf(join(library, folder))).toEqual(owner);
    expect(ownerOf(join(library, 'Summer/waves.mp4'))).toEqual(before);
  });

  it('that the services may not write to stops the start and says whose it is', () => {
    chmodSync(library, 0o500);
    const start = () => handOverLibrary(library, owner);
    expect(start).toThrow(StartupProblem);
    expect(start).toThrow(`may not write to the library folder. Put HEARTH_UID=${owner.uid} `);
  });
});

describe('a folder within the library', () => {
  it('belongs to the services from the first moment on', () => {
    handOverLibrary(library, owner);
    ensureFolderAs(join(library, '.hearth/staging'), owner);
    expect(ownerOf(join(library, '.hearth'))).toEqual(owner);
    expect(ownerOf(join(library, '.hearth/staging'))).toEqual(owner);
  });
});

describe('a volume', () => {
  it('belongs to those who fill it', () => {
    handOverVolume(library, owner);
    expect(ownerOf(library)).toEqual(owner);
  });
});
