import sharp, { type Sharp } from 'sharp';
import { randomFrom } from '../random.ts';

/** The colours of a scene, from the top of the sky to the nearest hill. */
export interface Mood {
  sky: [string, string, string];
  sun: string;
  hills: [string, string];
}

export const MOODS = {
  dawn: { sky: ['#2b3a67', '#e08e79', '#fbe3c2'], sun: '#fff3d6', hills: ['#8d6b94', '#2d2438'] },
  noon: { sky: ['#2a7fc1', '#86c5ea', '#e8f6fb'], sun: '#ffffff', hills: ['#7fa99b', '#1f4d3a'] },
  ember: { sky: ['#3d1e38', '#c8452f', '#ffb35c'], sun: '#ffe6a8', hills: ['#8a3b3b', '#200f1a'] },
  night: { sky: ['#070b1d', '#182848', '#3c5a80'], sun: '#f2f4ff', hills: ['#2a3d5c', '#060a14'] },
  moss: { sky: ['#8fb8a8', '#cfe3cf', '#f6f3df'], sun: '#fffbe6', hills: ['#86a788', '#24402f'] },
  lilac: { sky: ['#5b4b8a', '#b590c7', '#f8d7e8'], sun: '#fff0f6', hills: ['#9a7fb0', '#33264d'] },
} as const satisfies Record<string, Mood>;

/** A ridge by midpoint displacement: heights from left to right. */
export function makeRidge(random: () => number, roughness: number): number[] {
  let heights = [random(), random()];
  for (let spread = 0.5; heights.length < 257; spread *= roughness) {
    heights = heights.flatMap((height, index) => {
      const next = heights[index + 1];
      return next === undefined ? [height] : [height, (height + next) / 2 + (random() - 0.5) * spread];
    });
  }
  return heights;
}

export function mix(from: string, to: string, share: number): string {
  const channel = (colour: string, at: number) => Number.parseInt(colour.slice(at, at + 2), 16);
  const mixed = [1, 3, 5].map((at) => Math.round(channel(from, at) * (1 - share) + channel(to, at) * share));
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

const LAYERS = 5;

/** As SVG. */
export function drawLandscape(seed: number, mood: Mood, width: number, height: number): string {
  const random = randomFrom(seed);
  const sunX = width * (0.2 + 0.6 * random());
  const sunY = height * (0.22 + 0.25 * random());
  const sunSize = Math.min(width, height) * (0.05 + 0.05 * random());
  const hills = Array.from({ length: LAYERS }, (_, layer) => {
    const share = layer / (LAYERS - 1);
    const base = height * (0.48 + 0.42 * share);
    const relief = height * (0.3 - 0.16 * share);
    const ridge = makeRidge(random, 0.52);
    const points = ridge.map((value, index) => {
      const x = (index / (ridge.length - 1)) * width;
      return `${x.toFixed(1)},${(base - (value - 0.35) * relief).toFixed(1)}`;
    });
    const colour = mix(mood.hills[0], mood.hills[1], share);
    return `<polygon points="0,${height} ${points.join(' ')} ${width},${height}" fill="${colour}"/>`;
  });
  const [top, middle, bottom] = mood.sky;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <defs>
      <linearGradient id="sky" x1="0" y1="0" x2="0" y2="1">
        <stop offset="0" stop-color="${top}"/><stop offset="0.45" stop-color="${middle}"/><stop offset="0.8" stop-color="${bottom}"/>
      </linearGradient>
      <radialGradient id="glow"><stop offset="0" stop-color="${mood.sun}" stop-opacity="0.9"/><stop offset="1" stop-color="${mood.sun}" stop-opacity="0"/></radialGradient>
    </defs>
    <rect width="100%" height="100%" fill="url(#sky)"/>
    <circle cx="${sunX}" cy="${sunY}" r="${sunSize * 5}" fill="url(#glow)" opacity="0.55"/>
    <circle cx="${sunX}" cy="${sunY}" r="${sunSize}" fill="${mood.sun}"/>
    ${hills.join('\n')}
  </svg>`;
}

/** A landscape that nobody has photographed: hills in the haze under a sky, with a little grain. PNG. */
export async function makeLandscape(
  seed: number,
  mood: Mood,
  width: number,
  height: number,
): Promise<Buffer> {
  return (await withGrain(drawLandscape(seed, mood, width, height), width, height)).png().toBuffer();
}

const grains = new Map<string, Promise<Buffer>>();

/** Making it takes longer than all the rest, and nobody sees that two pictures have the same. */
function grainOf(width: number, height: number): Promise<Buffer> {
  const key = `${width}x${height}`;
  const noise = { type: 'gaussian' as const, mean: 128, sigma: 26 };
  const grain =
    grains.get(key) ??
    sharp({ create: { width, height, channels: 3, background: '#808080', noise } })
      .raw()
      .toBuffer();
  grains.set(key, grain);
  return grain;
}

/** A drawing as a sensor would have seen it. */
export async function withGrain(svg: string, width: number, height: number): Promise<Sharp> {
  const raw = { width, height, channels: 3 as const };
  return sharp(Buffer.from(svg))
    .composite([{ input: await grainOf(width, height), raw, blend: 'soft-light' }])
    .removeAlpha();
}
