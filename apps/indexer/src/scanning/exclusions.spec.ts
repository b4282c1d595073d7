import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Exclusions } from './exclusions.js';

let root: string;
let exclusions: Exclusions;

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'hearth-exclusions-'));
  mkdirSync(join(root, 'work/raw'), { recursive: true });
  writeFileSync(join(root, '.hearthignore'), '# ours\n*.psd\n/private/\nproofs/*\n!proofs/best.jpg\nraw\n');
  writeFileSync(join(root, 'work/.hearthignore'), '!*.psd\n/draft-*\n');
  exclusions = new Exclusions(root);
});
afterAll(() => rmSync(root, { recursive: true }));

describe('what a .hearthignore leaves out', () => {
  it.each([
    ['photo.jpg', false],
    ['layers.psd', true],
    ['deep/in/layers.PSD', true],
    ['private/a.jpg', true],
    ['deep/private/a.jpg', false],
    ['proofs/a.jpg', true],
    ['proofs/best.jpg', false],
    ['work/layers.psd', false],
    ['work/draft-1.jpg', true],
    ['work/final/draft-1.jpg', false],
    ['work/raw/1.dng', true],
    ['Album/@eaDir/photo.jpg/SYNOPHOTO_THUMB_M.jpg', true],
  ])('%s: %s', (path, isOut) => expect(exclusions.isExcluded(path, false)).toBe(isOut));

  it('is nothing where there is none', () => {
    expect(new Exclusions('/nowhere').isExcluded('a/b.psd', false)).toBe(false);
  });
});
