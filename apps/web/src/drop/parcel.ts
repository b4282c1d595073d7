import { concat, type Bytes } from './bytes.ts';
import { BLOCK_BYTES } from './manifest.ts';

/** One block of a transfer on its way. */
export interface Block {
  readonly position: number;
  readonly sha256: Bytes;
  readonly bytes: Bytes;
}

/** Blocks that go together. */
export interface Parcel {
  /** What the two devices call the transfer among themselves. */
  readonly transferId: string;
  readonly blocks: readonly Block[];
}

const ID_BYTES = 64;
const HEADER_BYTES = 4 + 4 + 32;

/** `[u8 length of id][id, 64 bytes]`, then for each block `[u32 position][u32 length][SHA-256][bytes]`. */
export function writeParcel({ transferId, blocks }: Parcel): Bytes {
  const head = new Uint8Array(1 + ID_BYTES);
  head[0] = transferId.length;
  head.set(new TextEncoder().encode(transferId), 1);
  const parts = blocks.flatMap(({ position, sha256, bytes }) => {
    const header = new Uint8Array(HEADER_BYTES);
    const view = new DataView(header.buffer);
    view.setUint32(0, position);
    view.setUint32(4, bytes.length);
    header.set(sha256, 8);
    return [header, bytes];
  });
  return concat([head, ...parts]);
}

/** Throws for what is not a parcel. */
export function readParcel(bytes: Bytes): Parcel {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const transferId = new TextDecoder().decode(bytes.subarray(1, 1 + Math.min(view.getUint8(0), ID_BYTES)));
  const blocks: Block[] = [];
  let at = 1 + ID_BYTES;
  while (at < bytes.length) {
    const position = view.getUint32(at);
    const length = view.getUint32(at + 4);
    const from = at + HEADER_BYTES;
    if (length > BLOCK_BYTES || from + length > bytes.length) throw new RangeError('a block ends too late');
    blocks.push({
      position,
      sha256: bytes.subarray(at + 8, from),
      bytes: bytes.subarray(from, from + length),
    });
    at = from + length;
  }
  return { transferId, blocks };
}
