import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { isSealed, openSealedFile, sealFile } from './sealed-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'hearth-sealed-'));
const at = (name: string) => join(folder, name);
/** More than one of the format's pieces of 64 KiB, and no whole number of them. */
const BYTES = randomBytes(200_001);

beforeAll(async () => {
  writeFileSync(at('plain'), BYTES);
  await sealFile(at('plain'), at('sealed'), 'a quiet evening');
});
afterAll(() => rmSync(folder, { recursive: true }));

it('what was sealed opens with its pass phrase, and is its owner’s alone', async () => {
  expect([await isSealed(at('sealed')), await isSealed(at('plain'))]).toEqual([true, false]);
  expect(statSync(at('sealed')).mode & 0o777).toBe(0o600);
  expect(readFileSync(at('sealed')).includes(BYTES.subarray(1000, 1032))).toBe(false);
  await openSealedFile(at('sealed'), at('opened'), 'a quiet evening');
  expect(readFileSync(at('opened')).equals(BYTES)).toBe(true);
});

it('with another pass phrase, or damaged, it says so', async () => {
  await expect(openSealedFile(at('sealed'), at('never'), 'a loud evening')).rejects.toThrow('does not open');
  const damaged = readFileSync(at('sealed'));
  damaged.writeUInt8(damaged.readUInt8(damaged.length - 1) ^ 1, damaged.length - 1);
  writeFileSync(at('damaged'), damaged);
  await expect(openSealedFile(at('damaged'), at('neither'), 'a quiet evening')).rejects.toThrow(
    'does not open',
  );
});
