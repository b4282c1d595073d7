import type { FileToIndex } from './index-backlog.js';

const FILES_PER_BATCH = 16;
const BATCH_BYTES = 64 * 1024 ** 2;
/** These are read for long before anything of them can be shown. */
const LARGE_BYTES = 64 * 1024 ** 2;

/** The order in which files are looked at: the newest first, large ones after all others. */
export function byUrgency(a: FileToIndex, b: FileToIndex): number {
  const [isALarge, isBLarge] = [a.sizeBytes > LARGE_BYTES, b.sizeBytes > LARGE_BYTES];
  if (isALarge !== isBLarge) return isALarge ? 1 : -1;
  return b.mtimeMs - a.mtimeMs;
}

/** In parts that are looked at together. A file that ended without an outcome before is looked at alone. */
export function* batchesOf(
  files: Iterable<FileToIndex>,
  isAlone: (file: FileToIndex) => boolean,
): Generator<FileToIndex[]> {
  let batch: FileToIndex[] = [];
  let sizeBytes = 0;
  for (const file of files) {
    if (isAlone(file)) {
      yield [file];
      continue;
    }
    if (batch.length > 0 && (batch.length >= FILES_PER_BATCH || sizeBytes + file.sizeBytes > BATCH_BYTES)) {
      yield batch;
      [batch, sizeBytes] = [[], 0];
    }
    batch.push(file);
    sizeBytes += file.sizeBytes;
  }
  if (batch.length > 0) yield batch;
}
