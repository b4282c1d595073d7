import { describe, expect, it } from '@jest/globals';
import { HearthError } from '@hearth/platform';
import { checkVersion, readBytes, readChecksum, readMetadata, refuseConcatenation } from './tus-headers.js';

const b64 = (text: string | Uint8Array) => Buffer.from(text).toString('base64');
const codeOf = (read: () => unknown) => {
  try {
    return read();
  } catch (error) {
    return (error as HearthError).code;
  }
};

describe('Tus-Resumable', () => {
  it.each([
    ['1.0.0', undefined],
    [undefined, 'upload.version-unsupported'],
    ['0.2.2', 'upload.version-unsupported'],
    ['1.0.0 ', 'upload.version-unsupported'],
  ])('%j: %s', (version, code) => {
    expect(codeOf(() => checkVersion({ 'tus-resumable': version }))).toBe(code);
  });
});

describe('a length', () => {
  it.each([
    ['0', 0],
    ['9007199254740991', 9007199254740991],
    ['9007199254740993', 'request.invalid'],
    ['99999999999999999999', 'request.invalid'],
    ['-1', 'request.invalid'],
    ['+1', 'request.invalid'],
    ['1.5', 'request.invalid'],
    ['1e3', 'request.invalid'],
    ['0x10', 'request.invalid'],
    ['', 'request.invalid'],
    [undefined, 'request.invalid'],
  ])('%j is %s', (value, bytes) => {
    expect(codeOf(() => readBytes({ 'upload-length': value }, 'upload-length'))).toBe(bytes);
  });
});

describe('metadata', () => {
  it.each([
    [undefined, []],
    ['', []],
    ['a YWJjZA', [['a', 'abcd']]],
    [`filename ${b64('Caf\u00e9, 1.jpg')}`, [['filename', 'Caf\u00e9, 1.jpg']]],
    [`a ${b64('1')}, b ${b64('2')},c`, [['a', '1'], ['b', '2'], ['c', '']]], // prettier-ignore
  ])('%j is read', (value, entries) => {
    expect([...readMetadata({ 'upload-metadata': value })]).toEqual(entries);
  });

  it.each([
    `a ${b64('1')},a ${b64('2')}`,
    'a b c',
    ',',
    'a !!!',
    'a YWJjZ',
    'a YWJjZA=x',
    'a YWJj====',
    `a ${b64(new Uint8Array([0xff, 0xfe]))}`,
    'x'.repeat(9000),
  ])('%.30j is not valid', (value) => {
    expect(codeOf(() => readMetadata({ 'upload-metadata': value }))).toBe('request.invalid');
  });
});

describe('Upload-Concat', () => {
  it.each([
    [undefined, undefined],
    ['partial', 'request.invalid'],
    ['final;/api/uploads/a /api/uploads/b', 'request.invalid'],
    ['', 'request.invalid'],
  ])('%j: %s', (value, code) => {
    expect(codeOf(() => refuseConcatenation({ 'upload-concat': value }))).toBe(code);
  });
});

describe('a checksum', () => {
  const sha1 = b64(new Uint8Array(20));
  it.each([
    [undefined, undefined],
    [`sha1 ${sha1}`, { algorithm: 'sha1', digest: sha1 }],
    [`sha256 ${sha1}`, 'request.invalid'],
    [`md5 ${b64(new Uint8Array(16))}`, 'request.invalid'],
    ['sha1', 'request.invalid'],
    [`constructor ${sha1}`, 'request.invalid'],
  ])('%j is %j', (value, checksum) => {
    expect(codeOf(() => readChecksum({ 'upload-checksum': value }))).toEqual(checksum);
  });
});
