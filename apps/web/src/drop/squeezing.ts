import { concat, type Bytes } from './bytes.ts';

/** What a try at making a parcel smaller has shown, on this machine and this way. */
export interface Try {
  readonly bytes: number;
  readonly squeezedBytes: number;
  readonly tookMs: number;
  /** What goes over in a second at present; undefined while nothing is known. */
  readonly bytesPerSec: number | undefined;
}

/** After so many parcels that went as they are, one is tried again: the next file may be another matter. */
const TRY_AGAIN_AFTER = 16;

/** It pays where sending what is saved would take longer than saving it. Pictures and films hardly ever do, nor does text between two fast machines. */
export function pays({ bytes, squeezedBytes, tookMs, bytesPerSec }: Try): boolean {
  if (bytesPerSec === undefined || bytesPerSec <= 0) return false;
  return ((bytes - squeezedBytes) / bytesPerSec) * 1000 > tookMs;
}

const SQUEEZED = 0x80;
const HEAD_BYTES = 65;
/** A parcel holds at most two blocks and their heads; one that unfolds to more is none. */
const LARGEST_BYTES = 4 * 1024 ** 2;

async function through(bytes: Bytes, change: CompressionStream | DecompressionStream): Promise<Bytes> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for (const reader = new Blob([bytes]).stream().pipeThrough(change).getReader(); ;) {
    const { done, value } = await reader.read();
    if (done) return concat(parts);
    length += value.length;
    if (length > LARGEST_BYTES) {
      await reader.cancel().catch(() => undefined);
      throw new RangeError('a parcel unfolds to too much');
    }
    parts.push(value);
  }
}

/** DEFLATE (RFC 1951) over all of a parcel but its head, in which a bit says so. */
export async function squeeze(parcel: Bytes): Promise<Bytes> {
  const head = parcel.slice(0, HEAD_BYTES);
  head[0] = (head[0] ?? 0) | SQUEEZED;
  return concat([head, await through(parcel.slice(HEAD_BYTES), new CompressionStream('deflate-raw'))]);
}

/** A parcel as it was written. Throws for what cannot be unfolded. */
export async function unfold(parcel: Bytes): Promise<Bytes> {
  if (((parcel[0] ?? 0) & SQUEEZED) === 0) return parcel;
  const head = parcel.slice(0, HEAD_BYTES);
  head[0] = (head[0] ?? 0) & ~SQUEEZED;
  return concat([head, await through(parcel.slice(HEAD_BYTES), new DecompressionStream('deflate-raw'))]);
}

export function maySqueeze(): boolean {
  return typeof CompressionStream !== 'undefined' && typeof DecompressionStream !== 'undefined';
}

/** Makes parcels of one transfer smaller for as long as that pays. */
export class Squeezer {
  private untilTry = 1;

  /** The parcel, or the same in fewer bytes. */
  async pack(parcel: Bytes, bytesPerSec: number | undefined): Promise<Bytes> {
    if (bytesPerSec === undefined) return parcel;
    this.untilTry -= 1;
    if (this.untilTry > 0) return parcel;
    const begun = performance.now();
    const squeezed = await squeeze(parcel);
    const tookMs = performance.now() - begun;
    const doesPay = pays({ bytes: parcel.length, squeezedBytes: squeezed.length, tookMs, bytesPerSec });
    this.untilTry = doesPay ? 1 : TRY_AGAIN_AFTER;
    return squeezed.length < parcel.length ? squeezed : parcel;
  }
}
