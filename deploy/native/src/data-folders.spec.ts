import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ensureFolders } from './data-folders.ts';

describe('ensureFolders', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'hearth-folders-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('makes every folder of ours for its owner alone, and leaves the library as open as folders are', () => {
    const { root, postgres, ...ours } = ensureFolders(join(folder, 'data'), join(folder, 'library'));
    const modeOf = (path: string) => statSync(path).mode & 0o777;
    expect(Object.entries(ours).filter(([, path]) => modeOf(path) !== 0o700)).toEqual([]);
    mkdirSync(join(folder, 'ordinary'));
    expect(modeOf(join(folder, 'library'))).toBe(modeOf(join(folder, 'ordinary')));
    // Made by Postgres, whose own user may have to reach it.
    expect(() => statSync(postgres)).toThrow('ENOENT');
    expect(modeOf(root)).toBe(modeOf(join(folder, 'ordinary')));
  });

  it.each([
    ['where nobody can make one', '/proc/x'],
    ['deeper there', '/proc/x/y/z'],
  ])('says that a folder cannot be made %s', (_where, path) => {
    const reason = `the folder ${path} cannot be used: no folder can be made there.`;
    expect(() => ensureFolders(path, join(folder, 'library'))).toThrow(`HEARTH_DATA: ${reason}`);
    expect(() => ensureFolders(join(folder, 'data'), path)).toThrow(`HEARTH_LIBRARY: ${reason}`);
  });

  describe('where the data would be listed as part of the library', () => {
    const home = () => join(folder, 'home');
    beforeAll(() => {
      mkdirSync(home());
      symlinkSync(home(), join(folder, 'link'));
    });

    it.each([
      ['is the same folder', 'home', 'home'],
      ['lies in it', 'home/hearth/data', 'home'],
      ['lies in it, which a link hides', 'link/data', 'home'],
      ['is hidden in it', 'home/..data', 'link'],
    ])('refuses a data folder that %s', (_what, data, library) => {
      expect(() => ensureFolders(join(folder, data), join(folder, library))).toThrow(/lies in the library/);
      expect(readdirSync(join(folder, data))).not.toContain('secrets');
    });

    it.each([
      ['beside it', 'home2', 'home'],
      ['around it', 'around', 'around/library'],
    ])('takes a data folder %s', (_what, data, library) => {
      expect(ensureFolders(join(folder, data), join(folder, library)).root).toBe(join(folder, data));
    });
  });
});
