import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  BROKEN_OFF_FOR_MS,
  CLEARED,
  CLEARED_FOR_MS,
  listKept,
  MANIFEST,
  removeOldTransfers,
  WHOLE,
  WHOLE_FOR_MS,
} from './kept-transfers.ts';
import { lockName, oneAtATime } from './transfer-lock.ts';

const NOW = 1_800_000_000_000;
const came = { device: 'anna', peerName: 'Anna', cameAtMs: NOW, sessionId: 'session-1' };
const manifestOf = (id: string) => ({ id, files: [{ path: 'a', sizeBytes: 1, modifiedAtMs: 0, type: '' }] });

/** The browser's own disk: what lies in the folder of each transfer. */
let disk: Map<string, Map<string, File>>;

const folderOf = (name: string) => ({
  kind: 'directory',
  name,
  getFileHandle: async (note: string) => {
    const file = disk.get(name)?.get(note);
    if (!file) throw new DOMException('none', 'NotFoundError');
    return { getFile: async () => file };
  },
});
const drop = {
  async *values() {
    yield { kind: 'file', name: 'a-file' };
    for (const name of [...disk.keys()]) yield folderOf(name);
  },
  removeEntry: async (name: string) => {
    disk.delete(name);
  },
};

beforeEach(() => {
  disk = new Map();
  const storage = { getDirectory: async () => ({ getDirectoryHandle: async () => drop }) };
  Object.defineProperty(navigator, 'storage', { value: storage, configurable: true });
});
afterEach(() => {
  Reflect.deleteProperty(navigator, 'storage');
});

/** A transfer with notes of these ages. */
function put(id: string, ages: Record<string, number>, manifest: object = manifestOf(id)): void {
  const contents: Record<string, object> = { [MANIFEST]: manifest, [WHOLE]: came, [CLEARED]: {} };
  const notes = Object.entries(ages).map(([name, ageMs]): [string, File] => [
    name,
    new File([JSON.stringify(contents[name])], name, { lastModified: NOW - ageMs }),
  ]);
  disk.set(id, new Map(notes));
}

describe('what came', () => {
  it.each([
    ['is shown again when it is whole', { [MANIFEST]: 9, [WHOLE]: 5 }, true, true],
    ['goes on when it broke off', { [MANIFEST]: BROKEN_OFF_FOR_MS }, false, true],
    ['goes when it broke off long ago', { [MANIFEST]: BROKEN_OFF_FOR_MS + 1 }, false, false],
    ['is shown for a week', { [MANIFEST]: BROKEN_OFF_FOR_MS + 1, [WHOLE]: WHOLE_FOR_MS }, true, true],
    ['is not shown for longer', { [MANIFEST]: 9, [WHOLE]: WHOLE_FOR_MS + 1 }, false, false],
    [
      'is not shown once it was cleared, but stays a while',
      { [MANIFEST]: 9, [WHOLE]: 5, [CLEARED]: 1 },
      false,
      true,
    ],
    ['goes a while after', { [MANIFEST]: 9, [WHOLE]: 5, [CLEARED]: CLEARED_FOR_MS }, false, false],
    ['goes where it cannot go on', {}, false, false],
  ])('%s', async (_, ages, isShown, stays) => {
    put('transfer-1', ages);
    expect((await listKept(undefined, NOW)).map(({ manifest }) => manifest.id)).toEqual(
      isShown ? ['transfer-1'] : [],
    );
    await removeOldTransfers(NOW);
    expect(disk.has('transfer-1')).toBe(stays);
  });

  it('says from whom, and when', async () => {
    put('transfer-1', { [MANIFEST]: 9, [WHOLE]: 5 });
    expect(await listKept(undefined, NOW)).toEqual([{ ...came, manifest: manifestOf('transfer-1') }]);
  });

  it('is left alone while it is written', async () => {
    put('transfer-1', {});
    await oneAtATime(lockName('drop/transfer-1'), () => removeOldTransfers(NOW));
    expect(disk.has('transfer-1')).toBe(true);
  });

  it('is shown to a guest of the session in which it came, and to no other', async () => {
    put('transfer-1', { [MANIFEST]: 9, [WHOLE]: 5 });
    expect(await listKept('session-1', NOW)).toHaveLength(1);
    expect(await listKept('session-2', NOW)).toEqual([]);
  });

  it('is not shown where its notes say nothing', async () => {
    put('transfer-1', { [MANIFEST]: 9, [WHOLE]: 5 }, { id: '../..' });
    expect(await listKept(undefined, NOW)).toEqual([]);
  });
});

it('nothing is kept where pages have no files', async () => {
  Reflect.deleteProperty(navigator, 'storage');
  expect(await listKept(undefined, NOW)).toEqual([]);
  await removeOldTransfers(NOW);
});
