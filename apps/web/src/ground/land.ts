import { feature, mesh } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import coarseUrl from 'world-atlas/countries-110m.json?url';
import middleUrl from 'world-atlas/countries-50m.json?url';
import fineUrl from 'world-atlas/countries-10m.json?url';
import { mapX, mapY } from './map-view.ts';
import { unwrapRing } from './unwrap-ring.ts';

export interface Shape {
  readonly path: Path2D;
  readonly west: number;
  readonly east: number;
  readonly north: number;
  readonly south: number;
}
/** The land of the world in pieces, and the lines between its countries; 0 to 1 from west and north. */
export interface Land {
  readonly pieces: readonly Shape[];
  readonly borders: Path2D;
}

const URLS = [coarseUrl, middleUrl, fineUrl];

type Countries = Topology<{ countries: GeometryCollection }>;

export async function loadLand(grade: number): Promise<Land> {
  const answer = await fetch(URLS[grade] ?? coarseUrl);
  if (!answer.ok) throw new Error('The outline of the land could not be loaded.');
  const topology = (await answer.json()) as Countries;
  const { countries } = topology.objects;
  const pieces = feature(topology, countries).features.flatMap(({ geometry }) => {
    if (geometry.type === 'Polygon') return [shapeOf(geometry.coordinates)];
    return geometry.type === 'MultiPolygon' ? geometry.coordinates.map(shapeOf) : [];
  });
  const borders = new Path2D();
  for (const line of mesh(topology, countries, (one, other) => one !== other).coordinates)
    draw(borders, line);
  return { pieces, borders };
}

function shapeOf(rings: readonly (readonly number[][])[] | number[][][]): Shape {
  const path = new Path2D();
  const unwrapped = rings.map(unwrapRing);
  for (const ring of unwrapped) {
    draw(path, ring);
    path.closePath();
  }
  const [lons, lats] = [0, 1].map((axis) => (unwrapped[0] ?? []).map((point) => point[axis] ?? 0)) as [
    number[],
    number[],
  ];
  const span = (values: number[], pick: (one: number, other: number) => number) =>
    values.reduce((one, other) => pick(one, other), values[0] ?? 0);
  return {
    path,
    west: mapX(span(lons, Math.min)),
    east: mapX(span(lons, Math.max)),
    north: mapY(span(lats, Math.max)),
    south: mapY(span(lats, Math.min)),
  };
}

function draw(path: Path2D, points: readonly (readonly number[])[]): void {
  points.forEach(([lon = 0, lat = 0], index) => {
    if (index === 0) path.moveTo(mapX(lon), mapY(lat));
    else path.lineTo(mapX(lon), mapY(lat));
  });
}
