import { describe, expect, it } from '@jest/globals';
import { mergeFolders } from './merge-folders.js';

const counted = ['2024-10', '2024-9', 'Élan'].map((name) => ({ name, files: 3, sizeBytes: 9 }));

function namesAfter(after: string | undefined, limit: number): [string[], string | null] {
  const { folders, nextAfter } = mergeFolders(counted, ['empty', '2024-9'], { after, limit });
  return [folders.map(({ name }) => name), nextAfter];
}

describe('mergeFolders', () => {
  it('has what holds files and what is empty, each once, as people sort', () => {
    expect(namesAfter(undefined, 10)).toEqual([['2024-9', '2024-10', 'Élan', 'empty'], null]);
  });

  it('goes on after a name', () => {
    expect(namesAfter(undefined, 2)).toEqual([['2024-9', '2024-10'], '2024-10']);
    expect(namesAfter('2024-10', 2)).toEqual([['Élan', 'empty'], null]);
    // It was renamed meanwhile.
    expect(namesAfter('2024-99', 2)).toEqual([['Élan', 'empty'], null]);
  });

  it('counts nothing in what is empty', () => {
    const { folders } = mergeFolders([], ['empty'], { limit: 10 });
    expect(folders).toEqual([{ name: 'empty', files: 0, sizeBytes: 0 }]);
  });

  it('has an order for names that people take for equal', () => {
    const { folders } = mergeFolders([], ['cafe\u0301', 'caf\u00e9'], { limit: 1 });
    const rest = mergeFolders([], ['cafe\u0301', 'caf\u00e9'], { after: folders[0]?.name, limit: 1 });
    expect([folders.length, rest.folders.length, rest.nextAfter]).toEqual([1, 1, null]);
  });
});
