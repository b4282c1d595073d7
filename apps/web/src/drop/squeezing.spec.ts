import { describe, expect, it } from '@jest/globals';
import { areEqual, concat, utf8, type Bytes } from './bytes.ts';
import { pays, squeeze, Squeezer, unfold } from './squeezing.ts';
import { writeParcel } from './parcel.ts';

const parcelOf = (bytes: Bytes) =>
  writeParcel({ transferId: 'abcd-1234', blocks: [{ position: 3, sha256: new Uint8Array(32), bytes }] });
const TEXT = utf8('all work and no play '.repeat(20_000));
const NOISE = crypto.getRandomValues(new Uint8Array(60_000));

describe('whether it pays to make a parcel smaller', () => {
  it.each([
    ['text on a slow way', { squeezedBytes: 250_000, tookMs: 40, bytesPerSec: 1e6 }, true],
    ['text on a fast way', { squeezedBytes: 250_000, tookMs: 40, bytesPerSec: 50e6 }, false],
    ['a picture on a slow way', { squeezedBytes: 999_000, tookMs: 40, bytesPerSec: 1e6 }, false],
    ['what grows', { squeezedBytes: 1_000_100, tookMs: 0, bytesPerSec: 1e3 }, false],
    ['when no speed is known yet', { squeezedBytes: 1, tookMs: 1, bytesPerSec: undefined }, false],
  ])('%s', (_, tried, expected) => expect(pays({ bytes: 1_000_000, ...tried })).toBe(expected));
});

describe('a parcel', () => {
  it('that was squeezed is smaller, and unfolds to what it was', async () => {
    const parcel = parcelOf(TEXT);
    const squeezed = await squeeze(parcel);
    expect(squeezed.length).toBeLessThan(parcel.length / 10);
    expect(areEqual(await unfold(squeezed), parcel)).toBe(true);
  });

  it('that was not is left as it is', async () => {
    const parcel = parcelOf(NOISE);
    expect(await unfold(parcel)).toBe(parcel);
  });

  it('that unfolds to more than a parcel holds, or to nothing, is none', async () => {
    const bomb = await squeeze(concat([new Uint8Array(65), new Uint8Array(5 * 1024 ** 2)]));
    await expect(unfold(bomb)).rejects.toThrow(RangeError);
    await expect(unfold(concat([Uint8Array.of(0x89), NOISE]))).rejects.toThrow();
  });
});

describe('a squeezer', () => {
  it('goes on while it pays, and otherwise tries again after a while only', async () => {
    const [text, noise] = [parcelOf(TEXT), parcelOf(NOISE)];
    const slow = new Squeezer();
    for (let n = 0; n < 3; n += 1) expect((await slow.pack(text, 1_000)).length).toBeLessThan(text.length);
    expect(await slow.pack(noise, 1_000)).toBe(noise);
    for (let n = 0; n < 15; n += 1) expect(await slow.pack(text, 1_000)).toBe(text);
    expect((await slow.pack(text, 1_000)).length).toBeLessThan(text.length);
    expect(await new Squeezer().pack(text, undefined)).toBe(text);
  });
});
