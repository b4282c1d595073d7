import { describe, expect, it } from '@jest/globals';
import { findDamage, parseManifest, type BackupManifest } from './manifest.ts';

const SHA = 'a'.repeat(64);
const MANIFEST: BackupManifest = {
  product: 'hearth',
  format: 1,
  version: '0.9.0',
  createdAt: '2026-11-21T10:00:00.000Z',
  postgresVersion: 17,
  files: [{ path: 'database.sql', sizeBytes: 7, sha256: SHA }],
};

describe('a manifest', () => {
  it('is read when it is one of this Hearth or an older one', () => {
    expect(parseManifest(JSON.stringify(MANIFEST), '0.10.0')).toEqual(MANIFEST);
  });

  it.each([
    ['something else', 'hello', 'not a backup'],
    ['another product', JSON.stringify({ ...MANIFEST, product: 'other' }), 'not a backup'],
    ['a newer format', JSON.stringify({ ...MANIFEST, format: 2, files: 'elsewhere' }), 'newer Hearth'],
    ['a newer version', JSON.stringify({ ...MANIFEST, version: '0.11.0' }), 'Update it first'],
    [
      'a file that leads out of the backup',
      JSON.stringify({ ...MANIFEST, files: [{ path: 'secrets/../../x', sizeBytes: 1, sha256: SHA }] }),
      'not a backup',
    ],
  ])('is refused when it is of %s', (_what, text, reason) => {
    expect(() => parseManifest(text, '0.10.0')).toThrow(reason);
  });
});

describe('damage', () => {
  const whole = new Map([['database.sql', { sizeBytes: 7, sha256: SHA }]]);

  it('is not found where every file is as it was written', () => {
    expect(findDamage(MANIFEST, whole)).toEqual([]);
  });

  it.each([
    ['a file of another size', new Map([['database.sql', { sizeBytes: 8, sha256: SHA }]]), 'is damaged'],
    [
      'a file of another content',
      new Map([['database.sql', { sizeBytes: 7, sha256: 'b'.repeat(64) }]]),
      'is damaged',
    ],
    ['a file that is missing', new Map(), 'is missing'],
    [
      'a file nobody listed',
      new Map([...whole, ['tls/x', { sizeBytes: 1, sha256: SHA }]]),
      'does not belong',
    ],
  ])('is found in %s', (_what, found, reason) => {
    expect(findDamage(MANIFEST, found).join()).toContain(reason);
  });

  it('is a backup without a database', () => {
    expect(findDamage({ files: [] }, new Map())).toEqual(['the database is missing']);
  });
});
