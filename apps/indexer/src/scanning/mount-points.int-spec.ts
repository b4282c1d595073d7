import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LossSigns } from './mount-points.js';

let root: string;

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'hearth-mounts-'));
  for (const folder of ['emptied/below', 'in use', 'nas/photos', 'fresh/lost+found']) {
    mkdirSync(join(root, folder), { recursive: true });
  }
  rmSync(join(root, 'emptied/below'), { recursive: true });
  for (const path of ['in use/a.jpg', 'nas/b.jpg', 'nas/photos/c.jpg']) writeFileSync(join(root, path), '');
});
afterAll(() => rmSync(root, { recursive: true }));

describe('files that are no more in', () => {
  it.each([
    ['a folder that is empty', 'emptied', 'an emptied folder', 'emptied'],
    ['what was below a folder that is empty', 'emptied/below/deep', 'an emptied folder', 'emptied'],
    ['a fresh filesystem', 'fresh', 'an emptied folder', 'fresh'],
    ['a folder where a disk was mounted', 'nas', 'another disk', 'nas'],
    ['a folder below it', 'nas/photos', 'another disk', 'nas'],
  ] as const)('%s look lost', async (_, folder, sign, place) => {
    const signs = new LossSigns(root, new Map([['nas', '99999:2']]));
    expect(await signs.find(folder)).toEqual({ sign, place });
  });

  it.each([
    ['a folder that has others', 'in use'],
    ['a folder that is gone', 'deleted/below'],
    ['the library itself', ''],
  ])('%s look deleted', async (_, folder) => {
    expect(await new LossSigns(root, new Map()).find(folder)).toBeUndefined();
  });
});
