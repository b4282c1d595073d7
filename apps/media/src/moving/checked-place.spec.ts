import { describe, expect, it } from '@jest/globals';
import { checkedFolder, checkedName, checkedPassingName } from './checked-place.js';

describe('checkedName', () => {
  it('is in the composed form', () => {
    expect(checkedName('Cafe\u0301.jpg')).toBe('Caf\u00e9.jpg');
  });

  it.each(['a/b', '..', '.hidden', 'con.txt', 'a ', '', 'x\u202egpj.exe', 'ä'.repeat(128), 'film.part'])(
    '%j is none',
    (name) => {
      expect(() => checkedName(name)).toThrow(expect.objectContaining({ code: 'file.name-invalid' }));
    },
  );
});

describe('checkedPassingName', () => {
  it('is what programs write before a file has its name', () => {
    expect(checkedPassingName('~WRD0001.tmp')).toBe('~WRD0001.tmp');
    expect(() => checkedPassingName('a/b')).toThrow(expect.objectContaining({ code: 'file.name-invalid' }));
  });
});

describe('checkedFolder', () => {
  it.each([
    ['', '', ''],
    ['Trips/2024', '', 'Trips/2024'],
    ['Trips/Cafe\u0301', 'Trips', 'Trips/Caf\u00e9'],
    // There already, under a name that we would not give.
    ['odd. /2024', 'odd. ', 'odd. /2024'],
    ['odd. ', 'odd. ', 'odd. '],
  ])('%j, where %j is known, is %j', (given, known, folder) => {
    expect(checkedFolder(given, known)).toBe(folder);
  });

  it.each([
    ['odd. ', ''],
    ['.hearth', '.hearth'],
    ['a/.git', 'a'],
    ['.hearth/bin', '.hearth/bin'],
    ['a/con', 'a'],
    ['/a', ''],
    ['Trips/@eaDir', 'Trips'],
    ['#recycle', '#recycle'],
  ])('%j, where %j is known, is none', (given, known) => {
    expect(() => checkedFolder(given, known)).toThrow(expect.objectContaining({ code: 'file.name-invalid' }));
  });
});
