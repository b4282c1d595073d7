interface Moment {
  /** 0 at one edge of the picture, 1 at the other. */
  readonly shareOfWay: number;
  readonly atSec: number;
  /** 0: seen from the left of the path; 1: from its right, where it goes the other way. */
  readonly side: number;
}

const WIDTH = 640;
const HEIGHT = 480;
const STEPS_PER_SEC = 1.8;

type Point = readonly [x: number, y: number];

/** A limb of two equal parts that hangs from a joint; angles in radians, 0 is straight down. */
function limb([x, y]: Point, length: number, upper: number, lower: number): [Point, Point, Point] {
  const knee: Point = [x + Math.sin(upper) * length, y + Math.cos(upper) * length];
  return [[x, y], knee, [knee[0] + Math.sin(lower) * length, knee[1] + Math.cos(lower) * length]];
}

const line = (points: readonly Point[], width: number, colour: string): string =>
  `<polyline points="${points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ')}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"/>`;

/** One picture of somebody who walks across a yard, as SVG of 640×480. */
export function drawWalk({ shareOfWay, atSec, side }: Moment): string {
  const direction = side === 0 ? 1 : -1;
  const way = side === 0 ? shareOfWay : 1 - shareOfWay;
  const swing = Math.sin(atSec * STEPS_PER_SEC * Math.PI);
  const hip: Point = [60 + way * (WIDTH - 120), 285 - 5 * Math.abs(swing)];
  const shoulder: Point = [hip[0] + 6 * direction, hip[1] - 105];
  const leg = (turn: number) =>
    limb(hip, 58, 0.5 * turn * direction, (0.5 * turn - 0.35 * Math.max(0, -turn) - 0.05) * direction);
  const arm = (turn: number) => limb(shoulder, 44, 0.55 * turn * direction, (0.55 * turn + 0.35) * direction);
  const skin = '#c98f6a';
  const tiles = Array.from(
    { length: 9 },
    (_, at) =>
      `<path d="M${at * 80} 480 L${320 + (at * 80 - 320) * 0.6} 330" stroke="#8d8272" stroke-width="2"/>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">
    <rect width="${WIDTH}" height="330" fill="${side === 0 ? '#cfdde2' : '#e4d7c4'}"/><rect y="330" width="${WIDTH}" height="150" fill="#a79b88"/>
    ${tiles.join('')}<rect x="${side === 0 ? 430 : 60}" y="120" width="130" height="210" fill="#8a5a44"/>
    <ellipse cx="${hip[0]}" cy="408" rx="52" ry="9" fill="#000" opacity="0.25"/>
    ${line(arm(-swing), 15, skin)}${line(leg(-swing), 22, '#27374d')}${line([hip, shoulder], 44, '#b5493a')}
    ${line(leg(swing), 22, '#32496b')}${line(arm(swing), 15, skin)}
    <circle cx="${shoulder[0] + 5 * direction}" cy="${shoulder[1] - 42}" r="24" fill="${skin}"/>
    <path d="M${shoulder[0] - 20} ${shoulder[1] - 48} a24 24 0 0 1 48 0 z" fill="#3b2a20"/></svg>`;
}
