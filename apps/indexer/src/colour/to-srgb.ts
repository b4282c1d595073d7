import { setImmediate as othersHaveTheirTurn } from 'node:timers/promises';
import type { CodePoints } from '../probing/code-points.js';

/** Pixels of 16 bits, with or without alpha as the last channel. */
export interface DeepPicture {
  readonly data: Uint16Array;
  readonly channels: 3 | 4;
  readonly colour: CodePoints;
}

/** Where SDR's white lies in HDR, in cd/m² (ITU-R BT.2408). */
const WHITE_NITS = 203;
const HLG_PEAK_NITS = 1_000;
/** Up to here light is kept as it is (1 is white); what is above is drawn together. */
const KEPT = 0.5;
/** So few of the brightest pixels may be clipped. */
const CLIPPED_SHARE = 0.001;

/** So many pixels are worked through at a time, some 50 ms: a whole picture takes seconds, in which nothing else here would go on. */
const STRIP_PIXELS = 200_000;

export async function inStrips(pixels: number, work: (first: number, end: number) => void): Promise<void> {
  for (let first = 0; first < pixels; first += STRIP_PIXELS) {
    work(first, Math.min(pixels, first + STRIP_PIXELS));
    await othersHaveTheirTurn();
  }
}

/** The light of a coded value of 0 to 1, where 1 is SDR's white. HLG's is that of the scene (BT.2100), made that of a screen later. */
export function lightOf(transfer: number): (value: number) => number {
  switch (transfer) {
    case 16:
      return (value) => (10_000 * pq(value)) / WHITE_NITS;
    case 18:
      return hlg;
    case 8:
      return (value) => value;
    case 4:
      return (value) => value ** 2.2;
    case 5:
      return (value) => value ** 2.8;
    default:
      return (value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  }
}

/** SMPTE ST 2084, of 10,000 cd/m². */
function pq(value: number): number {
  const power = value ** (1 / 78.84375);
  return (Math.max(power - 0.8359375, 0) / (18.8515625 - 18.6875 * power)) ** (1 / 0.1593017578125);
}

/** ITU-R BT.2100, table 5. */
function hlg(value: number): number {
  return value <= 0.5 ? value ** 2 / 3 : (Math.exp((value - 0.55991073) / 0.17883277) + 0.28466892) / 12;
}

type Matrix = readonly [number, number, number, number, number, number, number, number, number];

/** From linear light of these primaries to that of BT.709. */
const TO_709: Readonly<Record<number, Matrix>> = {
  9: [1.660491, -0.5876411, -0.0728499, -0.1245505, 1.1328999, -0.0083494, -0.0181508, -0.1005789, 1.1187297],
  12: [1.2249402, -0.2249402, 0, -0.042057, 1.042057, 0, -0.0196376, -0.0786361, 1.0982735],
};
const SAME: Matrix = [1, 0, 0, 0, 1, 0, 0, 0, 1];

function matrixOf(primaries: number): Matrix {
  return TO_709[primaries === 11 ? 12 : primaries] ?? SAME;
}

/** The share of a pixel's brightness that each of its colours has, in BT.2020 (for HLG alone). */
const BRIGHTNESS = [0.2627, 0.678, 0.0593] as const;

/**
 * Draws light of up to `peak` times white together to what a screen shows: unchanged where it is dark, then flatter and flatter,
 * white at the peak (a Möbius curve).
 */
export function compress(light: number, peak: number): number {
  if (peak <= 1 || light <= KEPT) return light;
  const a = (-(KEPT ** 2) * (peak - 1)) / (KEPT ** 2 - 2 * KEPT + peak);
  const b = (KEPT ** 2 - 2 * KEPT * peak + peak) / (peak - 1);
  const mapped = ((b ** 2 + 2 * b * KEPT + KEPT ** 2) / (b - a)) * ((light + a) / (light + b));
  return Math.min(mapped, 1);
}

/** Linear light of BT.709, three numbers a pixel; less than nothing and more than white occur. */
async function linearLight({ data, channels, colour }: DeepPicture): Promise<Float32Array> {
  const toLight = lightOf(colour.transfer);
  const table = Float32Array.from({ length: 65_536 }, (_, value) => toLight(value / 65_535));
  const m = matrixOf(colour.primaries);
  const pixels = data.length / channels;
  const light = new Float32Array(pixels * 3);
  await inStrips(pixels, (first, end) => {
    for (let from = first * channels, to = first * 3; to < end * 3; from += channels, to += 3) {
      let [r, g, b] = [
        table[data[from] ?? 0] ?? 0,
        table[data[from + 1] ?? 0] ?? 0,
        table[data[from + 2] ?? 0] ?? 0,
      ];
      if (colour.transfer === 18) {
        const brightness = BRIGHTNESS[0] * r + BRIGHTNESS[1] * g + BRIGHTNESS[2] * b;
        const gain = (brightness ** 0.2 * HLG_PEAK_NITS) / WHITE_NITS;
        [r, g, b] = [r * gain, g * gain, b * gain];
      }
      light[to] = m[0] * r + m[1] * g + m[2] * b;
      light[to + 1] = m[3] * r + m[4] * g + m[5] * b;
      light[to + 2] = m[6] * r + m[7] * g + m[8] * b;
    }
  });
  return light;
}

const isHdr = ({ transfer }: CodePoints): boolean => transfer === 16 || transfer === 18 || transfer === 8;

/** What the brightest pixels of a picture have, but for a few. */
export async function peakOf(light: Float32Array): Promise<number> {
  const STEPS = 1_024;
  const counts = new Uint32Array(STEPS);
  const toStep = (value: number): number =>
    Math.min(STEPS - 1, Math.floor(Math.log2(1 + Math.max(0, value)) * 160));
  await inStrips(light.length / 3, (first, end) => {
    for (let at = first * 3; at < end * 3; at += 3) {
      const step = toStep(Math.max(light[at] ?? 0, light[at + 1] ?? 0, light[at + 2] ?? 0));
      counts[step] = (counts[step] ?? 0) + 1;
    }
  });
  let left = (light.length / 3) * CLIPPED_SHARE;
  let step = STEPS - 1;
  while (step > 0 && (left -= counts[step] ?? 0) >= 0) step -= 1;
  return 2 ** ((step + 1) / 160) - 1;
}

/** sRGB's numbers of linear light, by steps fine enough for its darkest ones. */
const ENCODED = Uint8Array.from({ length: 16_385 }, (_, at) => {
  const light = at / 16_384;
  return Math.round(255 * (light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055));
});
const encode = (light: number): number => ENCODED[Math.round(Math.min(1, Math.max(0, light)) * 16_384)] ?? 0;

/** sRGB of linear light, with what is brighter than white drawn together; the colour of what is drawn together stays. */
export async function encodeLight(
  light: Float32Array,
  { data, channels }: Pick<DeepPicture, 'data' | 'channels'>,
  peak: number,
): Promise<Buffer> {
  const shown = Buffer.alloc(data.length);
  await inStrips(light.length / 3, (first, end) => {
    for (let from = first * 3, to = first * channels; from < end * 3; from += 3, to += channels) {
      const [r, g, b] = [light[from] ?? 0, light[from + 1] ?? 0, light[from + 2] ?? 0];
      const most = Math.max(r, g, b);
      const gain = most > KEPT && peak > 1 ? compress(most, peak) / most : 1;
      shown[to] = encode(r * gain);
      shown[to + 1] = encode(g * gain);
      shown[to + 2] = encode(b * gain);
      if (channels === 4) shown[to + 3] = (data[to + 3] ?? 0) >> 8;
    }
  });
  return shown;
}

/** A picture as a common screen shows it: 8 bits, sRGB, its light mapped where it is brighter than white. */
export async function toSrgb(picture: DeepPicture): Promise<Buffer> {
  const light = await linearLight(picture);
  return encodeLight(light, picture, isHdr(picture.colour) ? await peakOf(light) : 1);
}
