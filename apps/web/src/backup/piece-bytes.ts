import { UPLOAD_CHUNK_BYTES } from '@hearth/contracts';

const SMALLEST_BYTES = 1024 ** 2;

/**
 * How much of a file to send in one request. Of a piece that is cut off nothing is kept, so a link that keeps dropping gets smaller
 * and smaller ones: it comes to its end as long as it holds for the smallest.
 */
export function pieceBytes(failuresInARow: number): number {
  return Math.max(SMALLEST_BYTES, Math.floor(UPLOAD_CHUNK_BYTES / 2 ** Math.max(0, failuresInARow)));
}
