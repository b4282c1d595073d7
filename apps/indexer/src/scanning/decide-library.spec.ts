import { describe, expect, it } from '@jest/globals';
import { decideLibrary, type LibraryFacts } from './decide-library.js';

describe('decideLibrary', () => {
  const there = { isFolderThere: true, marker: 'one', knownId: 'one', hasFiles: true };
  it.each<[string, LibraryFacts, string]>([
    ['the marker is the known one', there, 'scan'],
    ['the folder is gone', { ...there, isFolderThere: false, marker: undefined }, 'wait'],
    ['the marker is gone', { ...there, marker: undefined }, 'wait'],
    ['the marker is of another library', { ...there, marker: 'two' }, 'wait'],
    ['nothing was indexed and there is no marker', { ...there, marker: undefined, hasFiles: false }, 'mark'],
    [
      'nothing was indexed and there is another marker',
      { ...there, marker: 'two', hasFiles: false },
      'adopt',
    ],
    [
      'it is the first start',
      { isFolderThere: true, marker: undefined, knownId: undefined, hasFiles: false },
      'mark',
    ],
    ['the database is a new one', { ...there, knownId: undefined, hasFiles: false }, 'adopt'],
    ['even an empty catalogue has no folder', { ...there, isFolderThere: false, hasFiles: false }, 'wait'],
  ])('when %s', (_, facts, action) => {
    expect(decideLibrary(facts).action).toBe(action);
  });
});
