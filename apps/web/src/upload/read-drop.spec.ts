import { expect, it } from '@jest/globals';
import { readDrop, readPicked } from './read-drop.ts';

const fileEntry = (name: string) =>
  ({
    isFile: true,
    isDirectory: false,
    name,
    file: (done: (file: File) => void) => done(new File(['x'], name)),
  }) as unknown as FileSystemEntry;

/** Hands its children out two at a time, as browsers do by the hundred. */
const folderEntry = (name: string, ...children: FileSystemEntry[]) => {
  const left = [...children];
  const createReader = () => ({
    readEntries: (done: (entries: FileSystemEntry[]) => void) => done(left.splice(0, 2)),
  });
  return { isFile: false, isDirectory: true, name, createReader } as unknown as FileSystemEntry;
};
const drop = (...entries: FileSystemEntry[]) =>
  readDrop({
    items: entries.map((entry) => ({
      kind: 'file',
      webkitGetAsEntry: () => entry,
    })) as unknown as DataTransferItemList,
    files: [] as unknown as FileList,
  });
const pathsOf = (picked: { file: File; folder: string }[]) =>
  picked.map(({ file, folder }) => `${folder}/${file.name}`);

it('reads files and whole folders, and leaves the litter of systems', async () => {
  const holiday = folderEntry(
    'Holiday',
    fileEntry('a.jpg'),
    fileEntry('b.jpg'),
    fileEntry('.DS_Store'),
    folderEntry('Day 1', fileEntry('c.jpg')),
    folderEntry('Empty'),
  );
  expect(pathsOf(await drop(fileEntry('one.pdf'), holiday))).toEqual([
    '/one.pdf',
    'Holiday/a.jpg',
    'Holiday/b.jpg',
    'Holiday/Day 1/c.jpg',
  ]);
});

it('takes the files where there are no entries', async () => {
  const files = [new File(['x'], 'pasted.png')] as unknown as FileList;
  expect(pathsOf(await readDrop({ items: [] as unknown as DataTransferItemList, files }))).toEqual([
    '/pasted.png',
  ]);
});

it('keeps the way of files of a chosen folder', () => {
  const named = (name: string, webkitRelativePath: string) =>
    Object.assign(new File(['x'], name), { path: webkitRelativePath });
  const files = [named('a.jpg', 'Trip/Rome/a.jpg'), named('b.jpg', ''), named('Thumbs.db', 'Trip/Thumbs.db')];
  for (const file of files) Object.defineProperty(file, 'webkitRelativePath', { value: file.path });
  expect(pathsOf(readPicked(files))).toEqual(['Trip/Rome/a.jpg', '/b.jpg']);
});
