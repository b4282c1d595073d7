import { describe, expect, it } from '@jest/globals';
import { estimateClock, toClientTime, toHubTime, trackClock, type ClockSample } from './capture-clock.js';

const START = 1_795_000_000_000;

/** Numbers between 0 and 1 that are the same in every run (Park and Miller). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
}

interface Way {
  readonly offsetMs: number;
  readonly ppm?: number;
  readonly jitterMs?: number;
  readonly forSec: number;
  readonly everySec?: number;
}

/** Pings of a phone whose clock is wrong and runs at its own pace, over a way of 2 ms with jitter on each side. */
function pings({ offsetMs, ppm = 0, jitterMs = 0, forSec, everySec = 1 }: Way, seed = 7): ClockSample[] {
  const random = randomFrom(seed);
  const samples: ClockSample[] = [];
  const clientOf = (hubMs: number) => hubMs - offsetMs - (hubMs - START) * ppm * 1e-6;
  for (let at = 0; at <= forSec * 1000; at += everySec * 1000) {
    const received = START + at + 1 + random() ** 3 * jitterMs;
    const back = received + 1 + random() ** 3 * jitterMs;
    samples.push({
      clientSentAt: clientOf(START + at),
      serverReceivedAt: received,
      serverSentAt: received,
      clientReceivedAt: clientOf(back),
    });
  }
  return samples;
}

/** How far off the estimate is at a moment of the hub's clock. */
function errorAt(samples: ClockSample[], way: Way, hubMs: number): number {
  const estimate = estimateClock(samples);
  if (!estimate) throw new Error('no estimate');
  const client = hubMs - way.offsetMs - (hubMs - START) * (way.ppm ?? 0) * 1e-6;
  return Math.abs(toHubTime(client, estimate) - hubMs);
}

describe('the estimate of a clock', () => {
  it.each([
    ['is exact over a quiet way', { offsetMs: 123_000, forSec: 5 }, 0.01],
    ['stands a clock that is 45 s ahead', { offsetMs: -45_000, forSec: 5 }, 0.01],
    ['takes the quickest ping among jitter', { offsetMs: 500, jitterMs: 80, forSec: 30 }, 4],
    ['follows a drift of 80 ppm', { offsetMs: 500, ppm: 80, forSec: 180 }, 0.2],
    ['follows a drift among jitter', { offsetMs: 500, ppm: 80, jitterMs: 30, forSec: 180 }, 4],
  ])('%s', (_, way: Way, withinMs) => {
    expect(errorAt(pings(way), way, START + way.forSec * 1000)).toBeLessThan(withinMs);
  });

  it('does not believe a drift beyond 200 ppm', () => {
    expect(Math.abs(estimateClock(pings({ offsetMs: 0, ppm: 5_000, forSec: 120 }))?.slope ?? 1)).toBe(200e-6);
  });

  it('says how sure it is: half of the best round trip', () => {
    expect(estimateClock(pings({ offsetMs: 9, forSec: 5 }))?.uncertaintyMs).toBeCloseTo(1);
  });

  it('forgets what is older than three minutes', () => {
    const old = pings({ offsetMs: 9_000, forSec: 10 });
    const later = pings({ offsetMs: 20, forSec: 400 }).slice(300);
    expect(estimateClock([...old, ...later])?.offsetMs).toBeCloseTo(20);
  });

  it.each([
    ['no pings', []],
    [
      'an answer before the question',
      [{ clientSentAt: 10, serverReceivedAt: 5, serverSentAt: 5, clientReceivedAt: 0 }],
    ],
    [
      'times that are none',
      [{ clientSentAt: Number.NaN, serverReceivedAt: 5, serverSentAt: 5, clientReceivedAt: 0 }],
    ],
  ])('is none from %s', (_, samples) => {
    expect(estimateClock(samples)).toBeUndefined();
  });

  it('leads back to the phone', () => {
    const estimate = estimateClock(pings({ offsetMs: 77, ppm: 50, forSec: 100 }));
    if (!estimate) throw new Error('no estimate');
    expect(toClientTime(toHubTime(START + 5, estimate), estimate)).toBeCloseTo(START + 5, 3);
  });
});

describe('the clock of a take', () => {
  it('is right at every moment of twenty minutes at 80 ppm', () => {
    const way = { offsetMs: -300, ppm: 80, jitterMs: 20, forSec: 1_200, everySec: 2 };
    const clientOf = (hubMs: number) => hubMs - way.offsetMs - (hubMs - START) * way.ppm * 1e-6;
    const end = START + way.forSec * 1000;
    const toHub = trackClock(pings(way), clientOf(START), clientOf(end));
    const errors = Array.from({ length: 100 }, (_, index) => START + (index * (end - START)) / 99).map(
      (hub) => Math.abs((toHub?.(clientOf(hub)) ?? 0) - hub),
    );
    expect(Math.max(...errors)).toBeLessThan(2);
  });

  it('is known before and after its samples, too', () => {
    const toHub = trackClock(pings({ offsetMs: 50, forSec: 10 }), START - 60_050, START + 60_000);
    expect((toHub?.(START - 60_050) ?? 0) - START).toBeCloseTo(-60_000);
  });
});
