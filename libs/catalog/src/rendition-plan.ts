import { derivedFolder } from './library-path.js';

/** How long each piece of a rendition is, but for the last. Key frames stand on its borders. */
export const SEGMENT_SEC = 4;
/** Less than that at the end is not worth a piece of its own: the lengths that files claim are not exact. */
const SCRAP_SEC = 0.1;

/** The folder with a rendition's pieces inside the derived folder, which any player of the content shares. */
export function renditionPath(sha256: string, part = ''): string {
  return `${derivedFolder(sha256)}/hls${part && `/${part}`}`;
}

export const INIT_PART = 'init.mp4';

export function segmentPart(segment: number): string {
  return `${segment}.m4s`;
}

/** Of a file name the number of the piece that it holds. */
export function segmentOf(part: string): number | undefined {
  const digits = /^(\d{1,6})\.m4s$/.exec(part)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

export function countSegments(durationSec: number): number {
  return Math.max(1, Math.ceil((durationSec - SCRAP_SEC) / SEGMENT_SEC));
}

/** Of a film of this length. */
export function segmentLengthSec(segment: number, segments: number, durationSec: number): number {
  if (segment < segments - 1) return SEGMENT_SEC;
  return Math.min(SEGMENT_SEC, Math.max(SCRAP_SEC, durationSec - segment * SEGMENT_SEC));
}
