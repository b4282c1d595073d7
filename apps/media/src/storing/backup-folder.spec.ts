import { describe, expect, it } from '@jest/globals';
import { backupFolder, parseExifMonth } from './backup-folder.js';

describe('the backup folder', () => {
  it.each([
    ['Mia’s phone', 2026, 3, 'Phone backup/Mia’s phone/2026/03'],
    ['../../etc', 2026, 12, 'Phone backup/etc/2026/12'],
    ['a/b', 1999, 1, 'Phone backup/a b/1999/01'],
    ['.', 2026, 1, 'Phone backup/Phone/2026/01'],
  ])('of %j in %d/%d is %j', (name, year, month, folder) => {
    expect(backupFolder(name, { year, month })).toBe(folder);
  });
});

describe('an EXIF time', () => {
  it.each([
    ['2019:07:24 11:25:40', { year: 2019, month: 7 }],
    ['2019-12-31T23:59:59', { year: 2019, month: 12 }],
    ['0000:00:00 00:00:00', undefined],
    ['2019:13:01 00:00:00', undefined],
    ['2019:01:32 00:00:00', undefined],
    ['1601:01:01 00:00:00', undefined],
    ['1980:01:01 00:00:00', undefined],
    ['2002:12:08 12:00:00', undefined],
    ['2400:01:01 00:00:00', undefined],
    ['2022:01:31 20:00:00', { year: 2022, month: 1 }],
    ['../../../etc', undefined],
    [undefined, undefined],
    [new Date(), undefined],
  ])('%j is of %j', (text, month) => {
    expect(parseExifMonth(text)).toEqual(month);
  });
});
