import { beforeAll, describe, expect, it } from '@jest/globals';
import { TownIndex } from './town-index.js';

let towns: TownIndex;
beforeAll(async () => {
  towns = await TownIndex.ofTheWorld();
});

describe('the towns of the world', () => {
  it.each([
    ['the castle of Lisbon', 38.7139, -9.1335, 'Lisbon', 'PT'],
    ['the Marienplatz', 48.1374, 11.5755, 'Munich', 'DE'],
    ['the Brandenburg gate', 52.5163, 13.3777, 'Berlin', 'DE'],
    ['the opera house of Sydney', -33.8568, 151.2153, 'Sydney', 'AU'],
    ['the harbour of Reykjavík', 64.1511, -21.9429, 'Reykjavík', 'IS'],
    ['the palace of Versailles', 48.8049, 2.1204, 'Versailles', 'FR'],
  ])('%s lies in %s, %s: %s', (_, lat, lon, name, country) => {
    const found = towns.find(lat, lon);
    expect([found?.name, found?.country]).toEqual([name, country]);
  });
  it.each([
    ['the middle of the Atlantic', 30, -40],
    ['the north pole', 90, 0],
    ['the south pole', -90, 180],
  ])('%s has none', (_, lat, lon) => {
    expect(towns.find(lat, lon)).toBeUndefined();
  });
});

describe('a town beside the 180th meridian', () => {
  it('is near on its other side, too', () => {
    const island = new TownIndex(() => [
      { name: 'Bay', country: 'FJ', population: 2_000, lat: -16.8, lon: 179.95 },
      { name: 'Far', country: 'FJ', population: 2_000, lat: -16.8, lon: 170 },
    ]);
    expect(island.find(-16.8, -179.95)?.name).toBe('Bay');
  });
});
