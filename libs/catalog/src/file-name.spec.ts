import { describe, expect, it } from '@jest/globals';
import { asFileName, checkFileName, checkFolder, checkPassingName } from './file-name.js';

describe('a name', () => {
  it.each([
    ['IMG_0001.HEIC', 'IMG_0001.HEIC'],
    ['Sommer 2026 – Straße #1 (50%).jpg', 'Sommer 2026 – Straße #1 (50%).jpg'],
    ['a:b*c?"<>|.txt', 'a:b*c?"<>|.txt'],
    ['👨‍👩‍👧 family.mp4', '👨‍👩‍👧 family.mp4'],
    ['Cafe\u0301.jpg', 'Caf\u00e9.jpg'],
    ['console.log', 'console.log'],
    ['a\u200b.jpg', 'a\u200b.jpg'],
    ['❤\ufe0f.jpg', '❤\ufe0f.jpg'],
    ['ä'.repeat(127), 'ä'.repeat(127)],
  ])('%j is taken as %j', (given, name) => {
    expect(checkFileName(given)).toEqual({ ok: true, name });
  });

  it.each([
    '',
    '.',
    '..',
    '.htaccess',
    '...',
    'a/b',
    '../a',
    'a\\b',
    '..\\..\\a',
    'a\0.jpg',
    'a\n.jpg',
    'a\u0085b',
    'a\u2028b',
    'photo\u202egpj.exe',
    '\ufeffa',
    'a\ud800',
    ' a',
    'a ',
    'a.',
    'CON',
    'con.txt',
    'LPT1.jpg',
    'nul',
    '\u200b',
    '\u200b\u2060.jpg',
    '\u00ad\u3164',
    '\u2800.png',
    'caf\ufffd.jpg',
    'a'.repeat(256),
    'ä'.repeat(128),
  ])('%j is refused with a reason', (given) => {
    expect(checkFileName(given)).toEqual({ ok: false, reason: expect.stringMatching(/^[a-z]/) });
  });
});

describe('a folder', () => {
  it.each(['', 'a', 'a/b c/ü', Array.from({ length: 32 }, () => 'a').join('/')])('%j is taken', (given) => {
    expect(checkFolder(given)).toEqual({ ok: true, name: given });
  });

  it.each([
    '/',
    '/a',
    'a/',
    'a//b',
    'a/../b',
    './a',
    '.hearth/staging',
    'a/.hidden',
    'a/CON/b',
    Array.from({ length: 33 }, () => 'a').join('/'),
    Array.from({ length: 6 }, () => 'a'.repeat(200)).join('/'),
  ])('%.40j is refused', (given) => {
    expect(checkFolder(given).ok).toBe(false);
  });
});

describe('asFileName', () => {
  it.each([
    ['Mia’s iPhone', 'Mia’s iPhone'],
    ['../../etc', 'etc'],
    ['a/b\\c', 'a b c'],
    ['.', 'Phone'],
    ['', 'Phone'],
    ['nul', 'Phone'],
    ['x\u202ey', 'x y'],
    ['👍'.repeat(40), '👍'.repeat(30)],
  ])('makes %j into %j', (given, name) => {
    expect(asFileName(given, 'Phone')).toBe(name);
  });
});

describe('what the library passes over', () => {
  it.each([
    'Thumbs.db',
    'film.mp4.part',
    'film.mkv.crdownload',
    '~$letter.docx',
    'GX010001.LRV',
    'letter.txt~',
  ])('%s is no name of a file, unless in passing', (name) => {
    expect(checkFileName(name)).toMatchObject({ ok: false, reason: expect.stringContaining('passes over') });
    expect(checkPassingName(name)).toEqual({ ok: true, name });
  });

  it.each(['@eaDir', '#recycle', 'Trip/lost+found', 'System Volume Information/a', 'Film.download'])(
    '%s is no folder',
    (folder) => {
      expect(checkFolder(folder)).toMatchObject({
        ok: false,
        reason: expect.stringContaining('passes over'),
      });
    },
  );

  it('may be what somebody calls a device, whose folder then has another name', () => {
    expect(asFileName('lost.dir', 'Phone')).toBe('Phone');
    expect(asFileName('backup~', 'Phone')).toBe('Phone');
  });
});
