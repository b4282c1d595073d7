type Point = readonly [lon: number, lat: number];

/** As far as the map goes, where a ring is closed that goes round a pole. */
const POLE_LAT = 90;

/**
 * A ring (degrees) that crosses the date line goes on beyond 180, rather than leap over the whole world. One that goes
 * round a pole is closed along it. Pure.
 */
export function unwrapRing(ring: readonly (readonly number[])[]): Point[] {
  const points: Point[] = [];
  let turns = 0;
  let before: number | undefined;
  for (const [lon = 0, lat = 0] of ring) {
    if (before !== undefined && Math.abs(lon - before) > 180) turns += lon < before ? 1 : -1;
    points.push([lon + turns * 360, lat]);
    before = lon;
  }
  const [first, last] = [points[0], points.at(-1)];
  if (turns === 0 || !first || !last) return points;
  const pole = Math.sign(first[1]) * POLE_LAT;
  return [...points, [last[0], pole], [first[0], pole]];
}
