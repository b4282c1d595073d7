import type { RandomAccess } from './byte-source.js';
import { readHevcSize } from './hevc-sps.js';
import { findPrimaryProperties } from './heif-items.js';
import { readBox, type IsoBox } from './iso-boxes.js';

/**
 * The size that decoding a HEIC picture gives, read from the codec's own header. Some editors declare a size
 * (`ispe`) that their bitstream does not have, and renderers show the bitstream's. Only for pictures of a single
 * tile without cropping; undefined for all others, whose declared size is right.
 */
export function readDecodedHeicSize(source: RandomAccess): { width: number; height: number } | undefined {
  const properties = findPrimaryProperties(source);
  const find = (type: string): IsoBox | undefined => properties.find((box) => box.type === type);
  const config = find('hvcC');
  if (!config || find('clap')) return undefined;
  const size = readHevcSize(readBox(source, config));
  const rotation = find('irot');
  const isTurned = rotation !== undefined && ((readBox(source, rotation)[0] ?? 0) & 1) === 1;
  return size && isTurned ? { width: size.height, height: size.width } : size;
}
