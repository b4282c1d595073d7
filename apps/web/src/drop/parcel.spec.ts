import { describe, expect, it } from '@jest/globals';
import type { Bytes } from './bytes.ts';
import { readParcel, writeParcel } from './parcel.ts';

const block = (position: number, length: number) => ({
  position,
  sha256: new Uint8Array(32).fill(position) as Bytes,
  bytes: new Uint8Array(length).fill(position + 1) as Bytes,
});

describe('a parcel', () => {
  it('is read as it was written', () => {
    const parcel = { transferId: 'abcd-1234', blocks: [block(0, 0), block(1, 5), block(2, 1024)] };
    expect(readParcel(writeParcel(parcel))).toEqual(parcel);
  });

  it('that is cut off or says too much is none', () => {
    const written = writeParcel({ transferId: 'abcd', blocks: [block(1, 100)] });
    for (const length of [0, 70, written.length - 1])
      expect(() => readParcel(written.slice(0, length))).toThrow();
    const lying = written.slice();
    new DataView(lying.buffer).setUint32(65 + 4, 2 ** 31);
    expect(() => readParcel(lying)).toThrow();
  });
});
