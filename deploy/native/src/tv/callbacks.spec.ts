import { expect, it } from '@jest/globals';
import { Callbacks } from './callbacks.ts';

it('leads back to the device that asked, under the same name each time it asks', () => {
  const callbacks = new Callbacks();
  const name = callbacks.nameFor('<http://192.168.1.9:4000/events?a=1>', '192.168.1.9');
  expect(callbacks.urlOf(name ?? '')).toBe('http://192.168.1.9:4000/events?a=1');
  expect(callbacks.nameFor('<http://192.168.1.9:4000/events?a=1>', '192.168.1.9')).toBe(name);
});

it.each([
  ['another device', '<http://192.168.1.1/admin>'],
  ['a name', '<http://router.home/>'],
  ['another protocol', '<https://192.168.1.9/>'],
  ['nothing', ''],
])('refuses to call %s', (_what, field) => {
  expect(new Callbacks().nameFor(field, '192.168.1.9')).toBeUndefined();
});

it('forgets the oldest where there are more than a house has', () => {
  const callbacks = new Callbacks();
  const names = Array.from({ length: 257 }, (_, at) =>
    callbacks.nameFor(`<http://192.168.1.9/${at}>`, '192.168.1.9'),
  );
  expect(callbacks.urlOf(names[0] ?? '')).toBeUndefined();
  expect(callbacks.urlOf(names[256] ?? '')).toBeDefined();
});
