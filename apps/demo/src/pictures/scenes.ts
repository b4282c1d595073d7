import { randomFrom } from '../random.ts';
import { drawLandscape, makeRidge, mix, type Mood } from './landscape.ts';

export const SCENES = ['hills', 'sea', 'town', 'meadow', 'snow', 'party', 'forest', 'table'] as const;
export type Scene = (typeof SCENES)[number];

interface Canvas {
  readonly random: () => number;
  readonly mood: Mood;
  readonly width: number;
  readonly height: number;
}

/** A picture of a kind as SVG; the same seed draws the same. */
export function drawScene(scene: Scene, seed: number, mood: Mood, width: number, height: number): string {
  if (scene === 'hills') return drawLandscape(seed, mood, width, height);
  const canvas = { random: randomFrom(seed), mood, width, height };
  const body = PAINTERS[scene](canvas);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${body}</svg>`;
}

const PAINTERS: Record<Exclude<Scene, 'hills'>, (canvas: Canvas) => string> = {
  sea: paintSea,
  town: paintTown,
  meadow: paintMeadow,
  snow: paintSnow,
  party: paintParty,
  forest: paintForest,
  table: paintTable,
};

const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: Math.round(count) }, (_, index) => make(index));
const at = (value: number): string => value.toFixed(1);
const pick = <T>(random: () => number, from: readonly T[]): T =>
  from[Math.floor(random() * from.length)] as T;

function paintSky({ mood, height, width }: Canvas, horizon: number): string {
  const [top, middle, bottom] = mood.sky;
  return `<defs><linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${top}"/>
    <stop offset="0.6" stop-color="${middle}"/><stop offset="1" stop-color="${bottom}"/></linearGradient></defs>
    <rect width="${width}" height="${at(Math.min(height, horizon + 2))}" fill="url(#sky)"/>`;
}

function paintRidge({ random, width, height }: Canvas, base: number, relief: number, colour: string): string {
  const ridge = makeRidge(random, 0.5);
  const points = ridge.map(
    (value, index) => `${at((index / (ridge.length - 1)) * width)},${at(base - (value - 0.35) * relief)}`,
  );
  return `<polygon points="0,${height} ${points.join(' ')} ${width},${height}" fill="${colour}"/>`;
}

/** Water under the sun, whose light lies on it, and a boat or two. */
function paintSea(canvas: Canvas): string {
  const { random, mood, width, height } = canvas;
  const horizon = height * (0.42 + 0.16 * random());
  const sunX = width * (0.2 + 0.6 * random());
  const size = height * 0.05;
  const water = mix(mood.sky[1], mood.hills[1], 0.55);
  const glitter = times(70, () => {
    const depth = random();
    const x = sunX + (random() - 0.5) * width * (0.05 + 0.25 * depth);
    const length = width * (0.01 + 0.05 * random() * (0.4 + depth));
    return `<rect x="${at(x - length / 2)}" y="${at(horizon + depth * (height - horizon))}" width="${at(length)}" height="${at(1 + 3 * depth)}" rx="1.5" fill="${mood.sun}" opacity="${at(0.25 + 0.5 * random())}"/>`;
  });
  const boats = times(1 + random() * 2, () => {
    const [x, y, tall] = [
      width * random(),
      horizon + height * (0.03 + 0.12 * random()),
      height * (0.05 + 0.09 * random()),
    ];
    return `<path d="M${at(x)} ${at(y - tall)} L${at(x + tall * 0.45)} ${at(y - tall * 0.15)} L${at(x)} ${at(y - tall * 0.15)} Z" fill="#f7f3ea"/>
      <path d="M${at(x - tall * 0.3)} ${at(y - tall * 0.1)} H${at(x + tall * 0.5)} L${at(x + tall * 0.35)} ${at(y)} H${at(x - tall * 0.2)} Z" fill="${mood.hills[1]}"/>`;
  });
  return `${paintSky(canvas, horizon)}
    <circle cx="${at(sunX)}" cy="${at(horizon - size * (0.2 + 3 * random()))}" r="${at(size)}" fill="${mood.sun}"/>
    ${paintRidge({ ...canvas, height: horizon }, horizon, height * 0.12, mix(mood.sky[1], mood.hills[0], 0.6))}
    <rect y="${at(horizon)}" width="${width}" height="${at(height - horizon)}" fill="${water}"/>
    ${glitter.join('')}${boats.join('')}`;
}

/** Houses with windows, some of them lit. */
function paintTown(canvas: Canvas): string {
  const { random, mood, width, height } = canvas;
  const rows = times(3, (row) => {
    const base = height * (0.62 + 0.19 * row);
    const colour = mix(mood.hills[0], mood.hills[1], row / 2);
    const houses: string[] = [];
    for (let x = -width * 0.05 * random(); x < width;) {
      const [wide, tall] = [
        width * (0.06 + 0.08 * random()),
        height * (0.14 + (0.3 - 0.07 * row) * random()),
      ];
      const top = base - tall;
      const roof = random() < 0.6 ? wide * 0.35 : 0;
      houses.push(
        `<path d="M${at(x)} ${at(height)} V${at(top)} L${at(x + wide / 2)} ${at(top - roof)} L${at(x + wide)} ${at(top)} V${at(height)} Z" fill="${mix(colour, pick(random, ['#d9a066', '#a85a4a', '#6f7f9a']), 0.25)}"/>`,
      );
      const pane = wide / 6;
      for (let y = top + pane; y < base - pane && y < height; y += pane * 1.9)
        for (let column = 0; column < 3; column += 1)
          houses.push(
            `<rect x="${at(x + pane * (0.7 + 1.75 * column))}" y="${at(y)}" width="${at(pane)}" height="${at(pane * 1.15)}" fill="${random() < 0.45 ? mood.sun : mix(colour, '#101018', 0.4)}" opacity="0.85"/>`,
          );
      x += wide * (1 + 0.08 * random());
    }
    return houses.join('');
  });
  return paintSky(canvas, height) + rows.join('');
}

/** Flowers, those near large and those far small. */
function paintMeadow(canvas: Canvas): string {
  const { random, mood, width, height } = canvas;
  const horizon = height * (0.25 + 0.2 * random());
  const petals = [mood.sky[1], mood.sun, '#e2574c', '#f2b632', '#b06fc4', '#f3f0e6'];
  const flowers = times(130, (index) => {
    const depth = (index / 130) ** 1.6;
    const [x, y] = [width * random(), horizon + (height - horizon) * (0.08 + 0.92 * depth)];
    const size = height * (0.004 + 0.03 * depth) * (0.7 + 0.6 * random());
    const colour = pick(random, petals);
    const leaves = times(5, (leaf) => {
      const angle = (leaf / 5) * 2 * Math.PI + random();
      return `<circle cx="${at(x + Math.cos(angle) * size * 0.7)}" cy="${at(y + Math.sin(angle) * size * 0.7)}" r="${at(size * 0.62)}" fill="${colour}"/>`;
    });
    return `<path d="M${at(x)} ${at(y)} q${at(size * (random() - 0.5))} ${at(size * 2.5)} 0 ${at(size * 5)}" stroke="#3f7a3a" stroke-width="${at(size * 0.22)}" fill="none"/>${leaves.join('')}<circle cx="${at(x)}" cy="${at(y)}" r="${at(size * 0.4)}" fill="#f6c945"/>`;
  });
  return `${paintSky(canvas, horizon)}${paintRidge(canvas, horizon, height * 0.1, '#7fae6a')}
    <rect y="${at(horizon + height * 0.02)}" width="${width}" height="${height}" fill="${mix('#8cba5c', mood.hills[1], 0.25)}"/>${flowers.join('')}`;
}

function paintFir(x: number, y: number, tall: number, colour: string): string {
  const layers = times(4, (layer) => {
    const [top, wide] = [y - tall * (1 - layer * 0.2), tall * (0.12 + 0.08 * layer)];
    return `<path d="M${at(x)} ${at(top)} L${at(x + wide)} ${at(top + tall * 0.38)} H${at(x - wide)} Z" fill="${colour}"/>`;
  });
  return layers.join('');
}

/** A slope with firs, and flakes in the air. */
function paintSnow(canvas: Canvas): string {
  const { random, mood, width, height } = canvas;
  const ridges = times(3, (layer) =>
    paintRidge(
      canvas,
      height * (0.5 + 0.16 * layer),
      height * (0.42 - 0.13 * layer),
      mix(mood.sky[1], '#f4f7fb', 0.35 + 0.3 * layer),
    ),
  );
  const firs = times(9 + random() * 12, () => random())
    .sort((a, b) => a - b)
    .map((depth) =>
      paintFir(
        width * random(),
        height * (0.66 + 0.3 * depth),
        height * (0.1 + 0.25 * depth),
        mix('#5c7f86', '#16302e', depth),
      ),
    );
  const flakes = times(random() < 0.5 ? 140 : 0, () => {
    const size = height * (0.001 + 0.004 * random());
    return `<circle cx="${at(width * random())}" cy="${at(height * random())}" r="${at(size)}" fill="#fff" opacity="0.8"/>`;
  });
  return paintSky(canvas, height) + ridges.join('') + firs.join('') + flakes.join('');
}

/** Balloons, and confetti below. */
function paintParty(canvas: Canvas): string {
  const { random, mood, width, height } = canvas;
  const colours = ['#e2574c', '#f2b632', '#4f9d69', '#3c7dc4', '#b06fc4', '#f08a5d'];
  const balloons = times(7 + random() * 8, () => {
    const [x, y, size] = [
      width * random(),
      height * (0.1 + 0.5 * random()),
      height * (0.06 + 0.08 * random()),
    ];
    return `<path d="M${at(x)} ${at(y + size)} q${at(size * (random() - 0.5) * 2)} ${at(size * 2)} ${at(size * (random() - 0.5))} ${at(height * 0.4)}" stroke="#fff" stroke-opacity="0.6" stroke-width="2" fill="none"/>
      <ellipse cx="${at(x)}" cy="${at(y)}" rx="${at(size * 0.82)}" ry="${at(size)}" fill="${pick(random, colours)}"/>
      <ellipse cx="${at(x - size * 0.28)}" cy="${at(y - size * 0.35)}" rx="${at(size * 0.14)}" ry="${at(size * 0.22)}" fill="#fff" opacity="0.55"/>`;
  });
  const confetti = times(90, () => {
    const turn = Math.floor(random() * 180);
    const [x, y] = [width * random(), height * (0.7 + 0.3 * random())];
    return `<rect x="${at(x)}" y="${at(y)}" width="${at(height * 0.018)}" height="${at(height * 0.008)}" transform="rotate(${turn} ${at(x)} ${at(y)})" fill="${pick(random, colours)}"/>`;
  });
  return (
    paintSky({ ...canvas, mood: { ...mood, sky: [mood.sky[2], mood.sky[2], mood.sky[1]] } }, height) +
    confetti.join('') +
    balloons.join('')
  );
}

/** Trunks in the mist with light between them. */
function paintForest(canvas: Canvas): string {
  const { random, mood, width, height } = canvas;
  const trunks = times(26, (index) => {
    const depth = index / 26;
    const wide = width * (0.006 + 0.03 * depth * random());
    const x = width * random();
    return `<path d="M${at(x)} 0 L${at(x + wide)} 0 L${at(x + wide * 1.5)} ${height} L${at(x - wide * 0.5)} ${height} Z" fill="${mix(mood.sky[1], mood.hills[1], 0.15 + 0.85 * depth)}"/>`;
  });
  const light = times(3, () => {
    const x = width * random();
    return `<path d="M${at(x)} 0 L${at(x + width * 0.09)} 0 L${at(x - width * 0.15)} ${height} L${at(x - width * 0.32)} ${height} Z" fill="${mood.sun}" opacity="0.16"/>`;
  });
  return `${paintSky(canvas, height)}${trunks.slice(0, 14).join('')}${light.join('')}${trunks.slice(14).join('')}
    ${paintRidge(canvas, height * 0.92, height * 0.1, mood.hills[1])}`;
}

/** Plates and fruit from above. */
function paintTable(canvas: Canvas): string {
  const { random, mood, width, height } = canvas;
  const wood = pick(random, ['#a9754b', '#c79a6b', '#7d5a44', '#d9c3a5']);
  const planks = times(
    7,
    (plank) =>
      `<rect y="${at((plank * height) / 7)}" width="${width}" height="${at(height / 7 - 2)}" fill="${mix(wood, '#3a2618', 0.18 * random())}"/>`,
  );
  const plates = times(2 + random() * 3, () => {
    const [x, y, size] = [
      width * (0.1 + 0.8 * random()),
      height * (0.15 + 0.7 * random()),
      height * (0.12 + 0.12 * random()),
    ];
    const fruit = times(4 + random() * 6, () => {
      const [angle, far] = [random() * 2 * Math.PI, size * 0.55 * random()];
      return `<circle cx="${at(x + Math.cos(angle) * far)}" cy="${at(y + Math.sin(angle) * far)}" r="${at(size * (0.1 + 0.14 * random()))}" fill="${pick(random, ['#d8412f', '#f2b632', '#7fae45', '#7a3f8f', '#f0843c'])}"/>`;
    });
    return `<circle cx="${at(x + 6)}" cy="${at(y + 8)}" r="${at(size)}" fill="#000" opacity="0.25"/><circle cx="${at(x)}" cy="${at(y)}" r="${at(size)}" fill="#f6f2ea"/>
      <circle cx="${at(x)}" cy="${at(y)}" r="${at(size * 0.74)}" fill="${mix('#f6f2ea', mood.sky[1], 0.16)}"/>${fruit.join('')}`;
  });
  return planks.join('') + plates.join('');
}
