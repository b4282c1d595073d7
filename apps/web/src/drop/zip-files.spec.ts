import { describe, expect, it } from '@jest/globals';
import { unzipSync } from 'fflate';
import { distinctPaths, zipFiles } from './zip-files.ts';

describe('where files lie in a folder of their own', () => {
  it.each([
    [
      ['a.txt', 'b/a.txt'],
      ['a.txt', 'b/a.txt'],
    ],
    [
      ['a.txt', 'A.txt', 'a.txt'],
      ['a.txt', 'A (2).txt', 'a (3).txt'],
    ],
    [
      ['.env', '.env', 'x', 'x'],
      ['.env', '.env (2)', 'x', 'x (2)'],
    ],
    [
      ['../../etc/passwd', 'C:\\x'],
      ['etc/passwd', 'C__x'],
    ],
    [
      ['a (2).txt', 'a.txt', 'a.txt'],
      ['a (2).txt', 'a.txt', 'a (3).txt'],
    ],
  ])('%j', (paths, expected) => expect(distinctPaths(paths)).toEqual(expected));
});

describe('files in one', () => {
  it('have their folders, dates and bytes', async () => {
    const modifiedAtMs = new Date(2024, 1, 3, 4, 5, 6).getTime();
    const files = ['one/hello.txt', 'one/two/empty'].map((path) => ({
      path,
      sizeBytes: 0,
      modifiedAtMs,
      type: '',
    }));
    const zip = await zipFiles({ id: 'abcdefgh', files }, (n) =>
      Promise.resolve(new Blob(n === 0 ? ['hello'] : [])),
    );
    const bytes = new Uint8Array(await zip.arrayBuffer());
    const unzipped = unzipSync(bytes);
    expect(Object.keys(unzipped)).toEqual(['one/hello.txt', 'one/two/empty']);
    expect(new TextDecoder().decode(unzipped['one/hello.txt'])).toBe('hello');
    // MS-DOS time and date of the first entry (APPNOTE.TXT, 4.4.6), two seconds fine.
    const view = new DataView(bytes.buffer);
    expect(view.getUint16(10, true)).toBe((4 << 11) | (5 << 5) | 3);
    expect(view.getUint16(12, true)).toBe(((2024 - 1980) << 9) | (2 << 5) | 3);
  });
});
