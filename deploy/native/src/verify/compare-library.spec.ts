import { describe, expect, it } from '@jest/globals';
import { compareLibrary } from './compare-library.ts';
import type { ManifestEntry } from './compare-with-manifest.ts';
import type { ListedFile } from './library-listing.ts';

const entry = (path: string): ManifestEntry => ({
  ...{ path, bytes: 10, sha256: 'ab', kind: 'txt', expect: 'indexed', facts: {} },
});
const listed = (name: string): ListedFile => ({ id: name, name, folder: '', state: 'ready' });

/** A hub whose files are as the manifest says, but for those that are given otherwise. */
function makeHub(sizes: Record<string, number> = {}) {
  const asked: string[] = [];
  const client = {
    getJson: <T>(path: string): Promise<T> => {
      const name = path.slice('/api/files/'.length);
      asked.push(name);
      return Promise.resolve({
        ...listed(name),
        ...{ kind: 'document', mimeType: 'text/plain', sha256: 'ab', sizeBytes: sizes[name] ?? 10 },
      } as T);
    },
    getBytes: (path: string) => Promise.reject(new Error(`nobody asks for ${path}`)),
  };
  return { client, asked };
}

const entries = ['a', 'b', 'c'].map(entry);
const folder = '/library';

describe('comparing a library with its manifest', () => {
  it('says which files differ and in what, and which are too many', async () => {
    const said: string[] = [];
    const { client } = makeHub({ b: 11 });
    const library = { entries, listed: ['a', 'b', 'd'].map(listed), folder };
    const { signal } = new AbortController();
    expect(
      await compareLibrary(client, library, { say: (line) => said.push(line), cancelled: signal }),
    ).toEqual({ differing: 2, surplus: 1 });
    expect(said).toEqual([
      ...['DIFFERS b', '        sizeBytes: expected 10, got 11'],
      ...['DIFFERS c', '        state: expected "listed", got "missing"'],
      'SURPLUS d: listed, but not in the manifest',
    ]);
  });

  it('ends after the file that it is at when it is told to', async () => {
    const { client, asked } = makeHub({ b: 11 });
    const cancelled = new AbortController();
    const comparing = compareLibrary(
      client,
      { entries, listed: ['a', 'b', 'c'].map(listed), folder },
      { say: () => cancelled.abort(), cancelled: cancelled.signal },
    );
    await expect(comparing).rejects.toThrow('Stopped before everything was compared.');
    expect(asked).toEqual(['a', 'b']);
  });
});
