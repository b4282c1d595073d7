import { describe, expect, it } from '@jest/globals';
import { loginsAt } from './store-logins.ts';

describe('the services’ passwords for the stores', () => {
  it('are another for each service and each store, and the same at each start', () => {
    const all = (['postgres', 'redis', 'nats'] as const).flatMap((store) =>
      Object.values(loginsAt(store, 'a secret')),
    );
    expect(new Set(all).size).toBe(12);
    expect(loginsAt('nats', 'a secret')).toEqual(loginsAt('nats', 'a secret'));
    expect(loginsAt('nats', 'another').media).not.toBe(loginsAt('nats', 'a secret').media);
  });
});
