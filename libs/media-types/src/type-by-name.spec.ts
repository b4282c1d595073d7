import { describe, expect, it } from '@jest/globals';
import { typeBySender } from './type-by-name.js';

describe('the type of a file that comes in', () => {
  it.each([
    ['IMG_1.HEIC', undefined, 'image/heic'],
    ['IMG_1.MOV', 'application/octet-stream', 'video/quicktime'],
    ['IMG_1.jpg', 'image/webp', 'image/webp'],
    ['a.constructor', undefined, 'application/octet-stream'],
    ['README', undefined, 'application/octet-stream'],
  ])('named %s and said to be %s is %s', (name, claimed, type) => {
    expect(typeBySender(name, claimed)).toBe(type);
  });
});
