import { describe, expect, it } from '@jest/globals';
import type { UserId } from '@hearth/contracts';
import { mayRemove } from './may-remove.js';

const [me, other] = ['me', 'other'] as UserId[] as [UserId, UserId];

describe('mayRemove', () => {
  it.each([
    ['viewer', me, false],
    ['editor', me, true],
    ['editor', other, false],
    ['editor', null, false],
    ['admin', other, true],
    ['admin', null, true],
  ] as const)('a %s may remove what %s has brought in: %s', (role, broughtInBy, may) => {
    expect(mayRemove({ role, userId: me }, broughtInBy)).toBe(may);
  });
});
