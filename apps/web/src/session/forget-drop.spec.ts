import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { dropFolderName, finishForgettingDrop, forgetDrop, openDropNews } from './forget-drop.ts';

/** What lies on the browser's own disk, and what of it somebody writes to. */
let disk: Set<string>;
let held: Set<string>;
let texts: Map<string, string>;

beforeEach(() => {
  disk = new Set();
  held = new Set();
  texts = new Map();
  const root = {
    async *keys() {
      yield* [...disk];
    },
    removeEntry: async (name: string) => {
      if (held.has(name)) throw new DOMException('held', 'NoModificationAllowedError');
      disk.delete(name);
    },
  };
  Object.defineProperty(navigator, 'storage', {
    value: { getDirectory: async () => root },
    configurable: true,
  });
  Object.assign(globalThis, {
    localStorage: {
      getItem: (key: string) => texts.get(key) ?? null,
      setItem: (key: string, value: string) => texts.set(key, value),
      removeItem: (key: string) => texts.delete(key),
    },
  });
});
afterEach(() => {
  Reflect.deleteProperty(navigator, 'storage');
  Reflect.deleteProperty(globalThis, 'localStorage');
});

describe('what came by Drop, when somebody signs out', () => {
  it('is gone with its history and its ZIPs, and nothing else is', async () => {
    texts.set('hearth-drop-history', '[]');
    disk = new Set(['drop', 'transfer-1.zip', 'kept']);
    await forgetDrop();
    expect([...disk]).toEqual(['kept']);
    expect(texts.has('hearth-drop-history')).toBe(false);
  });

  it('is not found where it is still held, and goes once it is not', async () => {
    disk.add('drop');
    held.add('drop');
    await forgetDrop();
    const next = dropFolderName();
    expect(next).not.toBe('drop');
    disk.add(next);
    await finishForgettingDrop();
    expect([...disk]).toEqual(['drop', next]);
    held.clear();
    await finishForgettingDrop();
    expect([...disk]).toEqual([next]);
  });

  it('is let go of by other tabs, which are told', async () => {
    const told = new Promise((resolve) => {
      const news = openDropNews((one) => {
        news?.close();
        resolve(one);
      });
    });
    await forgetDrop();
    expect(await told).toEqual({ kind: 'forgotten', folder: 'drop' });
  });

  it('stays where nobody has signed out, and where pages have no files', async () => {
    disk.add('drop');
    await finishForgettingDrop();
    expect([...disk]).toEqual(['drop']);
    Reflect.deleteProperty(navigator, 'storage');
    await forgetDrop();
    await finishForgettingDrop();
  });
});
