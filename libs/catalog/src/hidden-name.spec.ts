import { describe, expect, it } from '@jest/globals';
import { isHiddenFile, isHiddenFolder } from './hidden-name.js';

describe('isHiddenFile', () => {
  it.each([
    ['photo.jpg', false],
    ['.hidden-photo.jpg', false],
    ['.Film.MP4', false],
    ['..foo.png', false],
    ['.DS_Store', true],
    ['._photo.jpg', true],
    ['.film.mp4.Xa81Rf', true],
    ['.jpg', true],
    ['.notes.txt', true],
    ['notes', false],
    ['Thumbs.db', true],
    ['DESKTOP.INI', true],
    ['film.mp4.part', true],
    ['film.mkv.crdownload', true],
    ['~syncthing~IMG_1.jpg.tmp', true],
    ['IMG_1.jpg.ocTransferId1234567.part', true],
    ['~$letter.docx', true],
    ['part of it.jpg', false],
    ['tmp.jpg', false],
    ['my.part.jpg', false],
    ['download.png', false],
  ])('%s: %s', (name, hidden) => expect(isHiddenFile(name)).toBe(hidden));
});

describe('isHiddenFolder', () => {
  it.each([
    ['.hearth', true],
    ['.git', true],
    ['.holiday.jpg', true],
    ['Holiday', false],
    ['@eaDir', true],
    ['#recycle', true],
    ['$RECYCLE.BIN', true],
    ['$Recycle.Bin', true],
    ['System Volume Information', true],
    ['lost+found', true],
    ['__MACOSX', true],
    ['recycle', false],
    ['lost and found', false],
  ])('%s: %s', (name, hidden) => expect(isHiddenFolder(name)).toBe(hidden));
});
