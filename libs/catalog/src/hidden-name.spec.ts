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
  ])('%s: %s', (name, hidden) => expect(isHiddenFile(name)).toBe(hidden));
});

describe('isHiddenFolder', () => {
  it.each([
    ['.hearth', true],
    ['.git', true],
    ['.holiday.jpg', true],
    ['Holiday', false],
  ])('%s: %s', (name, hidden) => expect(isHiddenFolder(name)).toBe(hidden));
});
