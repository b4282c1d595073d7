import { expect, it } from '@jest/globals';
import { addressOfFolder, folderOfAddress, joinPath, nameOf, parentOf, stepsTo } from './folder-path.ts';

it.each([
  ['A/B/C', 'A/B', 'C'],
  ['A', '', 'A'],
  ['', '', ''],
])('takes %j apart', (path, parent, name) => {
  expect([parentOf(path), nameOf(path)]).toEqual([parent, name]);
  if (name !== '') expect(joinPath(parent, name)).toBe(path);
});

it('names the steps to a folder', () =>
  expect(stepsTo('A/B')).toEqual([
    { name: 'A', path: 'A' },
    { name: 'B', path: 'A/B' },
  ]));

it.each(['', 'Holiday 2024', 'A/B', '100%/what?', 'Käse #1/ü'])('finds %j again by its address', (path) =>
  expect(folderOfAddress(addressOfFolder(path).replace(/^\/folders\/?/, ''))).toBe(path),
);

it('leads to the top where an address is broken', () => expect(folderOfAddress('%E0%A4%A')).toBe(''));
