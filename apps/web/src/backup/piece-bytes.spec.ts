import { UPLOAD_CHUNK_BYTES } from '@hearth/contracts';
import { expect, it } from '@jest/globals';
import { pieceBytes } from './piece-bytes.ts';

it.each([
  [0, UPLOAD_CHUNK_BYTES],
  [1, UPLOAD_CHUNK_BYTES / 2],
  [4, 1024 ** 2],
  [5, 1024 ** 2],
  [1_000, 1024 ** 2],
])('after %d failures in a row a piece has %d bytes', (failures, bytes) => {
  expect(pieceBytes(failures)).toBe(bytes);
});
