import { MOODS, type Mood } from './pictures/landscape.ts';
import type { Scene } from './pictures/scenes.ts';

/** The people of the house, who are nobody. Their phones take the pictures of `Phone backup`. */
export const PEOPLE = [
  { name: 'anna', role: 'editor', phone: 'Anna’s phone', camera: ['Lumen', 'One'] },
  { name: 'ben', role: 'editor', phone: 'Ben’s phone', camera: ['Fernblick', 'F7'] },
  { name: 'mia', role: 'viewer', phone: undefined, camera: undefined },
  { name: 'ruth', role: 'viewer', phone: undefined, camera: undefined },
] as const;
export type PersonName = (typeof PEOPLE)[number]['name'];

/** Degrees, north and east. */
export type Place = readonly [latitude: number, longitude: number];

export interface Occasion {
  readonly folder: string;
  /** The album that shows the best of it. */
  readonly album?: string;
  readonly by: PersonName;
  readonly photos: number;
  /** Of how many of them there is a film, too. */
  readonly films: number;
  /** Days before today: from the first picture to the last. */
  readonly daysAgo: readonly [first: number, last: number];
  readonly place?: Place;
  readonly scenes: readonly Scene[];
  readonly moods: readonly Mood[];
  readonly tags: readonly string[];
}

const { dawn, noon, ember, night, moss, lilac } = MOODS;

export const OCCASIONS: readonly Occasion[] = [
  {
    ...{ folder: 'Holidays/Lake Garda', album: 'Two weeks at the lake', by: 'anna', photos: 30, films: 3 },
    ...{ daysAgo: [168, 155], place: [45.65, 10.68], scenes: ['sea', 'sea', 'hills', 'table'] },
    ...{ moods: [noon, ember, dawn], tags: ['holiday', 'lake'] },
  },
  {
    ...{ folder: 'Holidays/Iceland', album: 'Iceland', by: 'ben', photos: 28, films: 2 },
    ...{ daysAgo: [480, 469], place: [64.14, -21.94], scenes: ['hills', 'snow', 'sea', 'hills'] },
    ...{ moods: [moss, night, lilac], tags: ['holiday', 'north'] },
  },
  {
    ...{ folder: 'Holidays/Lisbon', album: 'A long weekend in Lisbon', by: 'anna', photos: 24, films: 2 },
    ...{ daysAgo: [586, 582], place: [38.72, -9.14], scenes: ['town', 'town', 'sea', 'table'] },
    ...{ moods: [ember, noon, lilac], tags: ['holiday', 'city'] },
  },
  {
    ...{ folder: 'Garden', album: 'The garden, year by year', by: 'ben', photos: 26, films: 1 },
    ...{ daysAgo: [240, 110], place: [52.39, 13.06], scenes: ['meadow', 'meadow', 'table'] },
    ...{ moods: [noon, moss, dawn], tags: ['garden'] },
  },
  {
    ...{ folder: 'Holidays/Stubai', album: 'Snow', by: 'ben', photos: 22, films: 2 },
    ...{ daysAgo: [318, 312], place: [47.06, 11.4], scenes: ['snow', 'snow', 'hills'] },
    ...{ moods: [noon, night, lilac, dawn], tags: ['holiday', 'snow'] },
  },
  {
    ...{ folder: 'Mia’s birthday', album: 'Mia is nine', by: 'anna', photos: 18, films: 1 },
    ...{ daysAgo: [76, 76], place: [52.39, 13.06], scenes: ['party', 'party', 'table'] },
    ...{ moods: [noon, lilac, ember, dawn], tags: ['birthday', 'mia'] },
  },
  {
    ...{ folder: 'Walks', by: 'ben', photos: 30, films: 2, daysAgo: [350, 4], place: [52.36, 13.1] },
    ...{ scenes: ['forest', 'hills', 'forest', 'sea'], moods: [moss, dawn, ember, lilac], tags: ['walk'] },
  },
  // A year ago today, and two: what "on this day" shows.
  {
    ...{ folder: 'Walks', by: 'anna', photos: 3, films: 0, daysAgo: [365, 365], place: [52.41, 13.05] },
    ...{ scenes: ['forest', 'hills'], moods: [ember, moss], tags: ['walk'] },
  },
  {
    ...{ folder: 'Town', by: 'anna', photos: 4, films: 0, daysAgo: [730, 730], place: [52.52, 13.4] },
    ...{ scenes: ['town'], moods: [night, lilac], tags: ['city'] },
  },
];

/** What phones have backed up by themselves. */
export const ON_PHONES: readonly Omit<Occasion, 'folder'>[] = [
  {
    ...{ by: 'anna', photos: 26, films: 1, daysAgo: [60, 0], place: [52.4, 13.07] },
    ...{ scenes: ['town', 'table', 'meadow', 'hills'], moods: [dawn, noon, ember], tags: [] },
  },
  {
    ...{ by: 'ben', photos: 18, films: 1, daysAgo: [45, 1], place: [52.39, 13.02] },
    ...{ scenes: ['forest', 'hills', 'sea'], moods: [moss, night, lilac], tags: [] },
  },
];

export interface Record {
  readonly artist: string;
  readonly album: string;
  readonly year: number;
  readonly scene: Scene;
  readonly mood: Mood;
  readonly songs: readonly string[];
}

export const RECORDS: readonly Record[] = [
  {
    ...{ artist: 'The Kitchen Trio', album: 'Slow Mornings', year: 2021, scene: 'table', mood: dawn },
    songs: ['Kettle', 'Toast and Honey', 'Window Seat', 'Nobody Is Late'],
  },
  {
    ...{ artist: 'Harbour Lights', album: 'Low Tide', year: 2019, scene: 'sea', mood: night },
    songs: ['Ropes', 'Lantern', 'What the Gulls Said', 'Mooring', 'Out Again'],
  },
  {
    ...{ artist: 'Firn', album: 'Above the Tree Line', year: 2024, scene: 'snow', mood: lilac },
    songs: ['First Lift', 'Powder', 'Hut Evening', 'Avalanche Dog'],
  },
];

/** Longer than what phones film, so that there is something to jump about in. */
export const LONG_FILMS = [
  { name: 'Two weeks at the lake.mp4', of: 'Holidays/Lake Garda', by: 'anna', durationSec: 150 },
  { name: 'Iceland, the film.mp4', of: 'Holidays/Iceland', by: 'ben', durationSec: 120 },
] as const;

export const PAPERS: readonly { name: string; by: PersonName; text: string }[] = [
  {
    ...{ name: 'Apple cake.txt', by: 'anna' },
    text: 'Apple cake\n\n4 apples, 200 g flour, 120 g butter, 100 g sugar, 3 eggs, a pinch of salt.\n\nCream the butter with the sugar, add the eggs one by one, then the flour.\nApples on top, cut in fans. 45 minutes at 180 °C.\n',
  },
  {
    ...{ name: 'Packing list.md', by: 'ben' },
    text: '# Packing list\n\n- Passports\n- Chargers, all of them\n- The good knife\n- Swimming things\n- A book each\n',
  },
  {
    ...{ name: 'What the garden needs.md', by: 'ben' },
    text: '# What the garden needs\n\n| month | what |\n|---|---|\n| March | prune the apple trees |\n| May | tomatoes out |\n| October | garlic in |\n',
  },
];
