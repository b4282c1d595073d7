import { expect, it } from '@jest/globals';
import { createShare } from '@hearth/contracts';
import { DEFAULT_LIFETIME, LIFETIMES, USES } from './share-choices.ts';

it.each(LIFETIMES)('the hub takes $label', ({ value: expiresIn }) => {
  expect(createShare.body.safeParse({ folder: 'Trips', expiresIn }).success).toBe(true);
});

it('ends after 30 days where nothing is chosen, as the hub has it', () => {
  expect(createShare.body.parse({ folder: 'Trips', expiresIn: DEFAULT_LIFETIME })).toEqual(
    createShare.body.parse({ folder: 'Trips' }),
  );
});

it.each(USES.filter(({ value }) => value !== ''))('the hub takes $label', ({ value }) => {
  expect(createShare.body.safeParse({ folder: 'Trips', maxUses: Number(value) }).success).toBe(true);
});
