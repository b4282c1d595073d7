import { mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { FolderDigest, mtimeMsOf, nsOf, type DiskLook } from './disk-digest.js';

const look = { sizeBytes: 1_234, mtimeMs: 1_700_000_000_123.456, inode: 42, ctimeMs: 1_700_000_000_200.5 };

function digestOf(...files: [string, DiskLook][]): bigint {
  const digest = new FolderDigest();
  for (const [name, about] of files) digest.add(name, about);
  return digest.value;
}

describe('FolderDigest', () => {
  it('is the same in any order', () => {
    expect(digestOf(['a', look], ['b', look])).toBe(digestOf(['b', look], ['a', look]));
  });

  it.each<[string, [string, DiskLook]]>([
    ['name', ['b', look]],
    ['case of the name', ['A', look]],
    ['size', ['a', { ...look, sizeBytes: 1_235 }]],
    ['size beyond 4 GiB', ['a', { ...look, sizeBytes: 1_234 + 2 ** 32 }]],
    ['time by a microsecond', ['a', { ...look, mtimeMs: 1_700_000_000_123.457 }]],
    ['time of the inode', ['a', { ...look, ctimeMs: 1_700_000_000_200.6 }]],
    ['inode', ['a', { ...look, inode: 43 }]],
    ['inode beyond 32 bits', ['a', { ...look, inode: 42 + 2 ** 32 }]],
  ])('changes with the %s', (_, other) => {
    expect(digestOf(other)).not.toBe(digestOf(['a', look]));
  });

  it('is a bigint of Postgres', () => {
    for (let n = 0; n < 1_000; n++) {
      expect(BigInt.asIntN(64, digestOf([`${n}`, look]))).toBe(digestOf([`${n}`, look]));
    }
  });

  it('has no two alike among many names', () => {
    const digests = new Set(Array.from({ length: 100_000 }, (_, n) => digestOf([`IMG_${n}.jpg`, look])));
    expect(digests.size).toBe(100_000);
  });

  it('sees two names that were swapped', () => {
    const other = { ...look, inode: 43 };
    expect(digestOf(['a', look], ['b', other])).not.toBe(digestOf(['a', other], ['b', look]));
  });
});

describe('mtimeMsOf', () => {
  it.each([1_700_000_000.123456, 0, -86_400.5, 4_102_444_800.999999])(
    'gives what fs.Stats gives, for %d s after 1970',
    (seconds) => {
      const folder = mkdtempSync(join(tmpdir(), 'hearth-mtime-'));
      try {
        const path = join(folder, 'file');
        writeFileSync(path, '');
        utimesSync(path, seconds, seconds);
        expect(mtimeMsOf(statSync(path, { bigint: true }).mtimeNs)).toBe(statSync(path).mtimeMs);
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
  );
});

describe('nsOf', () => {
  it.each([0, -1.5, 1_700_000_000_123.4565, 1_795_887_623_181.999, 1_600_000_000_000.25])(
    'gives nanoseconds that are the same double again: %d',
    (ms) => expect(mtimeMsOf(nsOf(ms))).toBe(ms),
  );
});
