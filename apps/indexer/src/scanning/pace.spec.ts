import { describe, expect, it } from '@jest/globals';
import { Pace } from './pace.js';

describe('Pace', () => {
  it('says nothing before something was done for a while', () => {
    const pace = new Pace();
    expect(pace.take({ atMs: 0, done: 0 }, 100)).toBeUndefined();
    expect(pace.take({ atMs: 1_000, done: 50 }, 50)).toBeUndefined();
    expect(pace.take({ atMs: 4_000, done: 80 }, 30)).toEqual({ perSec: 20, secondsLeft: 2 });
  });

  it('forgets what was long ago', () => {
    const pace = new Pace();
    pace.take({ atMs: 0, done: 0 }, 1_000);
    pace.take({ atMs: 30_000, done: 900 }, 100);
    expect(pace.take({ atMs: 40_000, done: 910 }, 90)).toEqual({ perSec: 1, secondsLeft: 90 });
  });

  it('begins anew with a new burst', () => {
    const pace = new Pace();
    pace.take({ atMs: 0, done: 900 }, 0);
    expect(pace.take({ atMs: 5_000, done: 5 }, 10)).toBeUndefined();
    expect(pace.take({ atMs: 10_000, done: 15 }, 10)).toEqual({ perSec: 2, secondsLeft: 5 });
  });
});
