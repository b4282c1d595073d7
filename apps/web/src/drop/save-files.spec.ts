import { describe, expect, it } from '@jest/globals';
import { waysToSave } from './save-files.ts';

const flat = (count: number) => Array.from({ length: count }, (_, n) => ({ path: `${n}.jpg` }));

describe('the ways to save what came', () => {
  it.each([
    ['one file', flat(1), true, ['each']],
    ['several, where a folder can be chosen', flat(3), true, ['folder', 'zip']],
    ['a few, where none can', flat(3), false, ['each', 'zip']],
    ['more downloads than a browser likes', flat(11), false, ['zip']],
    ['a folder, which is to keep its shape', [{ path: 'a/b' }, { path: 'a/c' }], false, ['zip']],
  ])('%s', (_, files, mayChooseFolder, expected) =>
    expect(waysToSave(files, mayChooseFolder)).toEqual(expected),
  );
});
