import sharp from 'sharp';
import { makeLandscape, MOODS, type Mood } from './make-landscape.ts';

export interface Photo {
  seed: number;
  mood?: Mood;
  /** As the sensor saw it, before `orientation` turns it. */
  width?: number;
  height?: number;
  /** EXIF's, 1 to 8. */
  orientation?: number;
  /** EXIF's way to write it: `2024:05:03 18:20:00`. */
  takenAt?: string;
  camera?: [make: string, model: string];
  description?: string;
}

/** A JPEG as a camera or a phone writes it. */
export async function makePhoto(photo: Photo): Promise<Buffer> {
  const { seed, mood = MOODS.noon, width = 1200, height = 800, orientation = 1, takenAt, camera } = photo;
  const ifd0: Record<string, string> = {};
  if (camera !== undefined) [ifd0['Make'], ifd0['Model']] = camera;
  if (photo.description !== undefined) ifd0['ImageDescription'] = photo.description;
  let picture = sharp(await makeLandscape(seed, mood, width, height)).jpeg({ quality: 86 });
  picture = picture.withExif({
    IFD0: ifd0,
    ...(takenAt === undefined ? {} : { IFD2: { DateTimeOriginal: takenAt, OffsetTimeOriginal: '+00:00' } }),
  });
  return picture.withMetadata({ orientation }).toBuffer();
}
