import type { RandomAccess } from './byte-source.js';
import { momentOf, takenFrom, type Taken } from './taken.js';

/** The File Properties object's id (Advanced Systems Format, 3.2). */
const FILE_PROPERTIES = Buffer.from('a1dcab8c47a9cf118ee400c00c205365', 'hex');
const HEADER_BYTES = 64 * 1024;
/** FILETIME counts 100 ns steps from 1601. */
const FILETIME_EPOCH_MS = Date.UTC(1601, 0, 1);

/** When a Windows Media file was made; ffprobe does not tell. */
export function readAsfCreationTime(source: RandomAccess): Taken | undefined {
  const header = source.read(0, HEADER_BYTES);
  const at = header.indexOf(FILE_PROPERTIES);
  if (at < 0 || at + 56 > header.length) return undefined;
  const ticks = header.readBigUInt64LE(at + 48);
  return takenFrom('container', momentOf(Number(ticks / 10_000n) + FILETIME_EPOCH_MS));
}
