import { describe, expect, it } from '@jest/globals';
import type { FileSummary } from '@hearth/contracts';
import { changeIn } from './cached-files.ts';

const files = ['a', 'b', 'c'].map((id) => ({ id, name: id }) as FileSummary);

describe('changeIn', () => {
  it('leaves a list alone that has none of them', () =>
    expect(changeIn(files, new Set(['x']), () => undefined)).toBe(files));
  it('takes out what goes', () =>
    expect(changeIn(files, new Set(['b']), () => undefined).map(({ id }) => id)).toEqual(['a', 'c']));
  it('changes what stays', () =>
    expect(
      changeIn(files, new Set(['a']), (file) => ({ ...file, name: 'z' })).map(({ name }) => name),
    ).toEqual(['z', 'b', 'c']));
});
