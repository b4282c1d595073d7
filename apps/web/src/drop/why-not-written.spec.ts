import { describe, expect, it } from '@jest/globals';
import { whyNotSaved, whyNotWritten } from './why-not-written.ts';

const said = (name: string) => new DOMException('The browser said so.', name);

describe('what could not be written', () => {
  it.each([
    [said('QuotaExceededError'), 'There is no room left on this device.'],
    [said('NoModificationAllowedError'), 'It goes on in another window of this browser.'],
    [
      said('TimeoutError'),
      'Another window of this browser has it and does not answer. Close that one, then let it go on here.',
    ],
    [said('InvalidStateError'), 'It could not be written here.'],
    [new Error('What came was damaged again and again.'), 'What came was damaged again and again.'],
    [new TypeError('x is not a function'), 'It could not be written here.'],
    ['anything', 'It could not be written here.'],
  ])('%s: %s', (error, words) => expect(whyNotWritten(error)).toBe(words));
});

describe('what could not be saved', () => {
  it.each([
    [said('AbortError'), undefined],
    [said('QuotaExceededError'), 'There is not enough room for it on this device.'],
    [said('NotFoundError'), 'It is no longer on this device.'],
    [said('NotAllowedError'), 'The browser may not write there. Choose another folder.'],
    [new Error('anything'), 'It could not be saved. Try again, or another way.'],
  ])('%s: %s', (error, words) => expect(whyNotSaved(error)).toBe(words));
});
