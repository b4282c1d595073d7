import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { findZip, removeOldZips, removeZip } from './zip-store.ts';
import { zipFiles } from './zip-files.ts';

/** What lies on the browser's own disk. */
let disk: Map<string, File>;

class FakeHandle {
  readonly kind = 'file';
  constructor(readonly name: string) {}

  async getFile(): Promise<File> {
    return disk.get(this.name) ?? new File([], this.name);
  }

  async createWritable(): Promise<WritableStream<Uint8Array<ArrayBuffer>>> {
    const parts: Uint8Array<ArrayBuffer>[] = [];
    return new WritableStream({
      write: (part) => void parts.push(part),
      close: () => void disk.set(this.name, new File(parts, this.name)),
    });
  }
}

const root = {
  getFileHandle: async (name: string) => {
    if (!disk.has(name)) disk.set(name, new File([], name));
    return new FakeHandle(name);
  },
  removeEntry: async (name: string) => {
    if (!disk.delete(name)) throw new DOMException('none', 'NotFoundError');
  },
  async *values() {
    yield { kind: 'directory', name: 'transfer-1' };
    for (const name of disk.keys()) yield new FakeHandle(name);
  },
};

beforeEach(() => {
  disk = new Map();
  const storage = { getDirectory: async () => ({ getDirectoryHandle: async () => root }) };
  Object.defineProperty(navigator, 'storage', { value: storage, configurable: true });
  Object.assign(globalThis, { FileSystemFileHandle: FakeHandle });
});
afterEach(() => {
  Reflect.deleteProperty(navigator, 'storage');
  Reflect.deleteProperty(globalThis, 'FileSystemFileHandle');
});

const put = (name: string, minutesOld: number) =>
  disk.set(name, new File(['x'], name, { lastModified: Date.now() - minutesOld * 60_000 }));

describe('the ZIPs of transfers', () => {
  it('lie beside each other, and each is made once', async () => {
    const files = [{ path: 'a', sizeBytes: 1, modifiedAtMs: 0, type: '' }];
    let reads = 0;
    const fileAt = async () => {
      reads += 1;
      return new Blob(['a']);
    };
    const first = await zipFiles({ id: 'one-one-one', files }, fileAt);
    await zipFiles({ id: 'two-two-two', files }, fileAt);
    expect(await zipFiles({ id: 'one-one-one', files }, fileAt)).toBe(first);
    expect([reads, ...disk.keys()]).toEqual([2, 'one-one-one.zip', 'two-two-two.zip']);
  });

  it('go with their transfer', async () => {
    await findZip('one-one-one');
    await removeZip('one-one-one');
    await removeZip('one-one-one');
    expect(disk.size).toBe(0);
  });

  it('go by themselves when they are old', async () => {
    put('old.zip', 61);
    put('young.zip', 59);
    put('old.bin', 61);
    await removeOldZips();
    expect([...disk.keys()]).toEqual(['young.zip', 'old.bin']);
  });
});

it('nothing is kept where pages have no files', async () => {
  Reflect.deleteProperty(navigator, 'storage');
  expect(await findZip('one-one-one')).toBeUndefined();
  await removeZip('one-one-one');
  await removeOldZips();
});
