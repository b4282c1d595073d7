import type { Place } from '../house.ts';
import { withGrain, type Mood } from './landscape.ts';
import { drawScene, type Scene } from './scenes.ts';

export interface Photo {
  readonly seed: number;
  readonly scene: Scene;
  readonly mood: Mood;
  readonly width: number;
  readonly height: number;
  readonly takenAt: Date;
  readonly place?: Place | undefined;
  readonly camera?: readonly [make: string, model: string] | undefined;
}

/** EXIF's way: `2024:05:03 18:20:00`, in UTC as `OffsetTimeOriginal` says. */
function exifTime(at: Date): string {
  return at.toISOString().slice(0, 19).replace('T', ' ').replaceAll('-', ':');
}

/** Degrees, minutes and hundredths of seconds as EXIF's three fractions. */
function exifDegrees(value: number): string {
  const hundredths = Math.round(Math.abs(value) * 360_000);
  return `${Math.floor(hundredths / 360_000)}/1 ${Math.floor(hundredths / 6_000) % 60}/1 ${hundredths % 6_000}/100`;
}

/** A JPEG as a phone writes it: with its date, place and camera. */
export async function makePhoto(photo: Photo): Promise<Buffer> {
  const { seed, scene, mood, width, height, takenAt, place, camera } = photo;
  const picture = await withGrain(drawScene(scene, seed, mood, width, height), width, height);
  const time = exifTime(takenAt);
  return picture
    .withExif({
      IFD0: { ...(camera && { Make: camera[0], Model: camera[1] }), DateTime: time },
      IFD2: { DateTimeOriginal: time, OffsetTimeOriginal: '+00:00' },
      ...(place && {
        IFD3: {
          GPSLatitudeRef: place[0] < 0 ? 'S' : 'N',
          GPSLatitude: exifDegrees(place[0]),
          GPSLongitudeRef: place[1] < 0 ? 'W' : 'E',
          GPSLongitude: exifDegrees(place[1]),
        },
      }),
    })
    .jpeg({ quality: 82 })
    .toBuffer();
}
