import type { Sharp } from 'sharp';

/** EXIF orientation as turns and mirrorings (CIPA DC-008, 4.6.4, tag 274). sharp mirrors before it turns. */
export function orient(image: Sharp, orientation: number): Sharp {
  const isMirrored = [2, 4, 5, 7].includes(orientation);
  const degrees = [0, 0, 0, 180, 180, 270, 90, 90, 270][orientation] ?? 0;
  const mirrored = isMirrored ? image.flop() : image;
  return degrees === 0 ? mirrored : mirrored.rotate(degrees);
}
