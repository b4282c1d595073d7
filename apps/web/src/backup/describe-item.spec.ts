import { describe, expect, it } from '@jest/globals';
import { describeItem } from './describe-item.ts';
import { makeItem } from './make-items.ts';

describe('describeItem', () => {
  it.each([
    [makeItem({ state: 'waiting' }), 0, 'waiting'],
    [makeItem({ state: 'ready' }), 0, 'to be sent'],
    [makeItem({ state: 'ready', sizeBytes: 200 }), 50, 'stopped at 25 %'],
    [makeItem({ state: 'sending', sizeBytes: 200 }), 199, '99 %'],
    [makeItem({ state: 'sending', sizeBytes: 200 }), 200, 'being put away'],
    [makeItem({ state: 'sending', sizeBytes: 0 }), 0, 'being put away'],
    [makeItem({ state: 'done', outcome: 'here' }), 0, 'was there already, not sent'],
    [makeItem({ state: 'done', outcome: 'kept-both' }), 9, 'home, under a new name'],
    [makeItem({ state: 'failed', reason: 'The hub’s disk is full.' }), 9, 'The hub’s disk is full.'],
  ])('of %j with %d bytes sent', (item, bytesSent, words) => {
    expect(describeItem(item, bytesSent)).toBe(words);
  });
});
