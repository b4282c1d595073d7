import sharp from 'sharp';
import type { OutgoingFile } from './client.ts';
import { makeFilm, makeSong } from './films/make-film.ts';
import { LONG_FILMS, ON_PHONES, PEOPLE, RECORDS, type Occasion, type Record } from './house.ts';
import { makePhoto } from './pictures/photo.ts';
import { withGrain } from './pictures/landscape.ts';
import { drawScene } from './pictures/scenes.ts';
import { randomFrom } from './random.ts';

const DAY_MS = 86_400_000;
/** Landscape twice as often as upright, as phones are held. */
const SHAPES = [
  [1440, 1080],
  [1440, 1080],
  [1080, 1440],
] as const;

type Shots = Omit<Occasion, 'folder'>;

const pick = <T>(from: readonly T[], index: number): T => from[index % from.length] as T;

/** When the pictures of an occasion were taken, the earliest first: by day, between breakfast and dinner. */
export function timesOf({ daysAgo: [first, last] }: Shots, count: number, today: Date, seed: number): Date[] {
  const random = randomFrom(seed);
  const midnight = Math.floor(today.getTime() / DAY_MS) * DAY_MS;
  const times = Array.from({ length: count }, () => {
    const day = first - Math.floor(random() * (first - last + 1));
    // What was taken today lies before now.
    const hours = day === 0 ? (random() * (today.getTime() - midnight)) / 3_600_000 : 7 + random() * 13;
    return new Date(midnight - day * DAY_MS + Math.floor((hours * 3_600_000) / 1_000) * 1_000);
  });
  return times.sort((a, b) => a.getTime() - b.getTime());
}

const stampOf = (at: Date): string => at.toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '_');

/** The photos and short films of an occasion, one at a time, so that no more than one is held. */
export async function* shotsOf(shots: Shots, today: Date, seed: number): AsyncGenerator<OutgoingFile> {
  const camera = PEOPLE.find(({ name }) => name === shots.by)?.camera;
  for (const [index, takenAt] of timesOf(shots, shots.photos, today, seed).entries()) {
    const [width, height] = pick(SHAPES, index * 7 + seed);
    const look = {
      seed: seed + index,
      scene: pick(shots.scenes, index),
      mood: pick(shots.moods, index * 5 + seed),
    };
    const content = await makePhoto({ ...look, width, height, takenAt, place: shots.place, camera });
    yield { name: `IMG_${stampOf(takenAt)}.jpg`, modifiedAt: takenAt, content };
  }
  for (const [index, takenAt] of timesOf(shots, shots.films, today, seed + 1).entries()) {
    const still = await stillOf(shots, seed + 500 + index);
    const film = { seed: seed + index, stills: [still], durationSec: 8 + ((seed + index * 5) % 9) };
    const content = await makeFilm({ ...film, takenAt, place: shots.place });
    yield { name: `VID_${stampOf(takenAt)}.mp4`, modifiedAt: takenAt, content };
  }
}

async function stillOf(shots: Pick<Occasion, 'scenes' | 'moods'>, seed: number): Promise<Buffer> {
  const svg = drawScene(pick(shots.scenes, seed), seed, pick(shots.moods, seed), 1536, 1152);
  return (await withGrain(svg, 1536, 1152)).jpeg({ quality: 88 }).toBuffer();
}

/** What somebody has cut together of an occasion. */
export async function longFilmOf(
  { name, durationSec }: (typeof LONG_FILMS)[number],
  occasion: Occasion,
  today: Date,
): Promise<OutgoingFile> {
  const stills: Buffer[] = [];
  for (let index = 0; index < 10; index += 1) stills.push(await stillOf(occasion, 900 + index));
  const takenAt = new Date(today.getTime() - (occasion.daysAgo[1] - 3) * DAY_MS);
  const content = await makeFilm({ seed: 77, stills, durationSec, takenAt, place: occasion.place });
  return { name, folder: 'Films', modifiedAt: takenAt, content };
}

export async function* songsOf(record: Record, seed: number): AsyncGenerator<OutgoingFile> {
  const svg = drawScene(record.scene, seed, record.mood, 700, 700);
  const cover = await sharp(Buffer.from(svg)).jpeg({ quality: 88 }).toBuffer();
  for (const [index, title] of record.songs.entries()) {
    const track = `${index + 1}/${record.songs.length}`;
    const content = await makeSong({
      ...{ seed: seed + index, durationSec: 70 + ((index * 37 + seed) % 80), cover },
      tags: { title, artist: record.artist, album: record.album, track, date: String(record.year) },
    });
    const modifiedAt = new Date(Date.UTC(record.year, 5, 1));
    const name = `${String(index + 1).padStart(2, '0')} ${title}.mp3`;
    yield { name, folder: `Music/${record.artist}/${record.album}`, modifiedAt, content };
  }
}

/** How many files that will be in all. */
export function countFiles(occasions: readonly Shots[], papers: number): number {
  const shots = [...occasions, ...ON_PHONES].reduce((sum, { photos, films }) => sum + photos + films, 0);
  return shots + LONG_FILMS.length + RECORDS.reduce((sum, { songs }) => sum + songs.length, 0) + papers;
}
