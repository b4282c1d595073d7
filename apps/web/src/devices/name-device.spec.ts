import { describe, expect, it } from '@jest/globals';
import { nameDevice } from './name-device.ts';

describe('nameDevice', () => {
  it.each([
    ['Pixel 9', 'Mozilla/5.0 (Linux; Android 10; K) Chrome/140 Mobile', 'Pixel 9'],
    ['', 'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/140 Mobile Safari', 'Android phone'],
    ['', 'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/140 Safari', 'Android tablet'],
    ['', 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) Version/18.5 Mobile', 'iPhone'],
    ['', 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Safari', 'Mac'],
    ['', 'Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) Chrome/140', 'Chromebook'],
    ['', 'Mozilla/5.0 (X11; Linux x86_64) Chrome/140', 'Linux PC'],
    ['  ', 'SomethingElse/1.0', 'My device'],
  ])('of model %j and %s is %s', (model, userAgent, name) => {
    expect(nameDevice({ model, userAgent })).toBe(name);
  });
});
