import { areEqual, concat, sha256, type Bytes } from './bytes.ts';
import type { Layout } from './manifest.ts';
import type { Block } from './parcel.ts';

export type Judgement = 'write' | 'skip' | 'refuse';

/** What to do with a block that came: only the very next one, of the right length, is written. */
export function judge(
  layout: Layout,
  next: number,
  { position, bytes }: Pick<Block, 'position' | 'bytes'>,
): Judgement {
  if (position !== next || position >= layout.blocks) return 'skip';
  return bytes.length === layout.placeOf(position).length ? 'write' : 'refuse';
}

export async function isIntact({ bytes, sha256: expected }: Block): Promise<boolean> {
  return areEqual(await sha256(bytes), expected);
}

/** The hash of a whole file: of the hashes of its blocks, so that it can go on being made after a break. */
export async function wholeHash(blockHashes: readonly Bytes[]): Promise<Bytes> {
  return sha256(concat(blockHashes));
}
