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
  /** Whole degrees north and east. */
  gps?: readonly [lat: number, lon: number];
  /** All that was around, twice as wide as high, as its XMP says. */
  isSphere?: boolean;
}

/** Photo Sphere XMP Metadata. */
const sphereXmp = (width: number, height: number) =>
  `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:GPano="http://ns.google.com/photos/1.0/panorama/" GPano:ProjectionType="equirectangular"
 GPano:FullPanoWidthPixels="${width}" GPano:FullPanoHeightPixels="${height}"
 GPano:CroppedAreaImageWidthPixels="${width}" GPano:CroppedAreaImageHeightPixels="${height}"/></rdf:RDF></x:xmpmeta>`;

/** As a scanner writes it, which no browser draws. */
export async function makeScan(seed: number, width: number, height: number): Promise<Buffer> {
  const landscape = sharp(await makeLandscape(seed, MOODS.dawn, width, height));
  return landscape.withMetadata({ orientation: 6 }).tiff().toBuffer();
}

/** A JPEG as a camera or a phone writes it. */
export async function makePhoto(photo: Photo): Promise<Buffer> {
  const { seed, mood = MOODS.noon, width = 1200, height = 800, orientation = 1, takenAt, camera } = photo;
  const ifd0: Record<string, string> = {};
  if (camera !== undefined) [ifd0['Make'], ifd0['Model']] = camera;
  if (photo.description !== undefined) ifd0['ImageDescription'] = photo.description;
  const gps = photo.gps && {
    IFD3: {
      ...{ GPSLatitudeRef: 'N', GPSLatitude: `${photo.gps[0]}/1 0/1 0/1` },
      ...{ GPSLongitudeRef: 'E', GPSLongitude: `${photo.gps[1]}/1 0/1 0/1` },
    },
  };
  let picture = sharp(await makeLandscape(seed, mood, width, height)).jpeg({ quality: 86 });
  picture = picture.withExif({
    IFD0: ifd0,
    ...gps,
    ...(takenAt === undefined ? {} : { IFD2: { DateTimeOriginal: takenAt, OffsetTimeOriginal: '+00:00' } }),
  });
  if (photo.isSphere) picture = picture.withXmp(sphereXmp(width, height));
  return picture.withMetadata({ orientation }).toBuffer();
}
