import { describe, expect, it } from '@jest/globals';
import { archiveNames, portableName } from './archive-names.js';

const file = (path: string) => {
  const slash = path.lastIndexOf('/');
  return { folder: path.slice(0, Math.max(0, slash)), name: path.slice(slash + 1) };
};

describe('portableName', () => {
  it.each([
    ['plain.jpg', 'plain.jpg'],
    ['Cafe\u0301.jpg', 'Caf\u00e9.jpg'],
    ['a:b?.txt', 'a_b_.txt'],
    ['a\\b', 'a_b'],
    ['con.txt', '_con.txt'],
    ['LPT1', '_LPT1'],
    ['console.txt', 'console.txt'],
    ['ends. ', 'ends__'],
    ['写真.jpg', '写真.jpg'],
    ['x\u0007', 'x_'],
    ['\ud800', '\ufffd'],
  ])('of %j is %j', (name, expected) => {
    expect(portableName(name)).toBe(expected);
  });
});

describe('archiveNames', () => {
  it('number what would have one name, also on a disk that knows no case', () => {
    expect(archiveNames(['a/x.jpg', 'b/X.jpg', 'c/x.jpg', 'c/x (2).jpg'].map(file), undefined)).toEqual([
      'x.jpg',
      'X (2).jpg',
      'x (3).jpg',
      'x (2) (2).jpg',
    ]);
  });

  it.each([
    ['Trips/2024', 'Trips/2024/a.jpg', '2024/a.jpg'],
    ['Trips/2024', 'Trips/2024/May/a.jpg', '2024/May/a.jpg'],
    ['Trips', 'Trips/2024/a.jpg', 'Trips/2024/a.jpg'],
    ['', 'Trips/a.jpg', 'Trips/a.jpg'],
    ['', 'a.jpg', 'a.jpg'],
    ['Odd: one', 'Odd: one/a.jpg', 'Odd_ one/a.jpg'],
  ])('of the folder %j: %s is %s', (folder, path, name) => {
    expect(archiveNames([file(path)], folder)).toEqual([name]);
  });

  it.each([
    ['Trips/2024', 'Trips/2024/a.jpg', 'a.jpg'],
    ['Trips/2024', 'Trips/2024/May/a.jpg', 'May/a.jpg'],
    ['', 'Trips/a.jpg', 'Trips/a.jpg'],
  ])('of the folder %j, whose name is not to be told: %s is %s', (folder, path, name) => {
    expect(archiveNames([file(path)], folder, false)).toEqual([name]);
  });
});
