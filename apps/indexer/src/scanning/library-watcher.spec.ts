import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '@hearth/testing';
import type { IndexerConfig } from '../config.js';
import { LibraryWatcher } from './library-watcher.js';

let folder: string;
let library: string;
let watcher: LibraryWatcher;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'hearth-watched-')));
  library = join(folder, 'library');
  mkdirSync(library);
  watcher = new LibraryWatcher({ HEARTH_LIBRARY: library } as IndexerConfig);
});
afterEach(async () => {
  await watcher.stop();
  rmSync(folder, { recursive: true });
});

describe('a library that is watched', () => {
  it('is not watched anew while nothing happens to it', async () => {
    expect(await watcher.watch('the same')).toBe(true);
    expect(await watcher.watch('the same')).toBe(false);
  });

  it('is watched anew where it was moved away and is back before anybody looked', async () => {
    await watcher.watch('the same');
    renameSync(library, `${library} away`);
    renameSync(`${library} away`, library);
    await eventually(() => watcher.watch('the same'), undefined, { what: 'it is watched anew' });
    writeFileSync(join(library, 'new.jpg'), '');
    await eventually(
      () => watcher.take(),
      (touched) => touched.includes('new.jpg'),
      { what: 'the watcher sees' },
    );
  });
});
