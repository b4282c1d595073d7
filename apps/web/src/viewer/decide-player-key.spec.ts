import { describe, expect, it } from '@jest/globals';
import { decidePlayerKey, stepRate } from './decide-player-key.ts';

const press = (key: string, over = {}) => ({ key, shiftKey: false, isModified: false, ...over });

describe('decidePlayerKey', () => {
  it.each([
    ['0', { does: 'seek-to', share: 0 }],
    ['9', { does: 'seek-to', share: 0.9 }],
    ['j', { does: 'seek-by', sec: -10 }],
    ['l', { does: 'seek-by', sec: 10 }],
    ['k', { does: 'toggle' }],
    [' ', { does: 'toggle' }],
    ['<', { does: 'slower' }],
    ['>', { does: 'faster' }],
    ['m', { does: 'mute' }],
    ['c', { does: 'subtitles' }],
    ['f', undefined],
    ['s', undefined],
    ['p', { does: 'picture-in-picture' }],
    ['ArrowLeft', { does: 'seek-by', sec: -5 }],
    ['ArrowRight', { does: 'seek-by', sec: 5 }],
    ['i', undefined],
    ['Escape', undefined],
  ])('%s', (key, decision) => {
    expect(decidePlayerKey(press(key), true)).toEqual(decision);
  });

  it.each([
    ['an arrow before it has begun', press('ArrowRight'), false],
    ['an arrow with Shift', press('ArrowRight', { shiftKey: true }), true],
    ['a key with Ctrl', press('p', { isModified: true }), true],
  ])('leaves %s to others', (_, key, hasBegun) => {
    expect(decidePlayerKey(key, hasBegun)).toBeUndefined();
  });
});

describe('stepRate', () => {
  it.each([
    [1, 1, 1.25],
    [2, 1, 2],
    [1, -1, 0.75],
    [0.5, -1, 0.5],
    [1.1, 1, 1.25],
  ] as const)('from %d by %d is %d', (rate, direction, next) => {
    expect(stepRate(rate, direction)).toBe(next);
  });
});
