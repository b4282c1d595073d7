import { describe, expect, it } from '@jest/globals';
import { addressOfTile, tilesOf } from './map-tiles.ts';

const namesOf = (tiles: ReturnType<typeof tilesOf>) => tiles.map(({ z, x, y }) => `${z}/${x}/${y}`);

describe('the tiles of a map', () => {
  it('cover the window and no more', () => {
    const tiles = tilesOf({ x: 0.5, y: 0.5, zoom: 2 }, { width: 300, height: 200 });
    expect(namesOf(tiles)).toEqual(['2/1/1', '2/2/1', '2/1/2', '2/2/2']);
    expect(tiles[0]).toMatchObject({ left: -106, top: -156, sidePx: 256 });
  });

  it('are of the zoom whose tiles are drawn nearest to their size', () => {
    const [tile] = tilesOf({ x: 0.5, y: 0.5, zoom: 3.6 }, { width: 10, height: 10 });
    expect(tile).toMatchObject({ z: 4 });
    expect(tile?.sidePx).toBeCloseTo(256 * 2 ** -0.4);
  });

  it('go round the world, and end north and south of it', () => {
    const tiles = tilesOf({ x: 0, y: 0, zoom: 1 }, { width: 200, height: 2_000 });
    expect(namesOf(tiles)).toEqual(['1/1/0', '1/0/0', '1/1/1', '1/0/1']);
  });

  it('are few, whatever the screen', () => {
    expect(tilesOf({ x: 0.3, y: 0.4, zoom: 17.5 }, { width: 3_840, height: 2_160 }).length).toBeLessThan(300);
  });

  it('are asked for by their numbers', () => {
    expect(
      addressOfTile('https://t.example/{z}/{x}/{y}.png?a={z}', {
        key: '',
        z: 3,
        x: 1,
        y: 2,
        left: 0,
        top: 0,
        sidePx: 256,
      }),
    ).toBe('https://t.example/3/1/2.png?a=3');
  });
});
