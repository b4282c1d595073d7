import { describe, expect, it } from '@jest/globals';
import { namedPlaces, type DrawnPlace } from './named-places.ts';

const place = (
  left: number,
  top: number,
  files: number,
  name: string | undefined = 'Langenberg',
): DrawnPlace => ({
  left,
  top,
  files,
  name,
});
const shown = (...places: DrawnPlace[]) => {
  const named = namedPlaces(places);
  return places.map((one) => named.has(one));
};

describe('namedPlaces', () => {
  it('names places that stand apart', () =>
    expect(shown(place(0, 0, 1), place(300, 0, 1))).toEqual([true, true]));
  it('shows no name beneath the picture of another', () =>
    expect(shown(place(0, 0, 9), place(0, 60, 1))).toEqual([false, true]));
  it('gives the room to the place with more photos', () =>
    expect(shown(place(0, 0, 1), place(60, 0, 9))).toEqual([false, true]));
  it('lets two short names stand side by side', () =>
    expect(shown(place(0, 0, 1, 'Ulm'), place(62, 0, 1, 'Bonn'))).toEqual([true, true]));
  it('gives names in wide letters the room they take', () =>
    expect(shown(place(0, 0, 1, '東京都千代田区'), place(70, 0, 9, '서울특별시'))).toEqual([false, true]));
  it('passes over what has no name', () =>
    expect(shown({ ...place(0, 0, 1), name: undefined }, place(300, 0, 1))).toEqual([false, true]));
});
