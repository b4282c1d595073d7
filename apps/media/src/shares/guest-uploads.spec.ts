import { expect, it } from '@jest/globals';
import { guestFolder } from './guest-uploads.js';

const createdAt = new Date('2026-11-28T22:00:00Z');

it.each([
  ['The wedding', 'Guests/The wedding'],
  [null, 'Guests/2026-11-28'],
  ['../../etc', 'Guests/etc'],
  ['..', 'Guests/2026-11-28'],
  ['.hearth', 'Guests/hearth'],
  ['a/b\\c', 'Guests/a b c'],
  ['<img src=x onerror=alert(1)>', 'Guests/<img src=x onerror=alert(1)>'],
  ['\u202egpj.exe', 'Guests/gpj.exe'],
  ['\u0000\n', 'Guests/2026-11-28'],
  ['x'.repeat(100), `Guests/${'x'.repeat(60)}`],
  [`${'x'.repeat(59)}😀`, 'Guests/2026-11-28'],
])('the label %j leads into %s', (label, folder) => {
  expect(guestFolder({ label, createdAt })).toBe(folder);
});
