import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { events } from './index.js';
import type { ServiceName } from './endpoint.js';

const ROOT = resolve(import.meta.dirname, '../../..');
const SERVICES: readonly ServiceName[] = ['media', 'indexer', 'analytics', 'gateway'];

/** The source of a project without its tests, imports and types, which name what they do not use. */
function sourceOf(project: string): string {
  return globSync(join(ROOT, project, 'src/**/*.ts'))
    .filter((path) => !/spec\.ts$/.test(path))
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n')
    .replace(/^import [^;]*;$|typeof \w+/gm, '');
}

const sources = Object.fromEntries(SERVICES.map((service) => [service, sourceOf(`apps/${service}`)]));
/** Code that acts for the services that import it. */
const [catalog, platform] = [sourceOf('libs/catalog'), sourceOf('libs/platform')];

const PUBLISHES = String.raw`(?:writeToOutbox|publish)\(\s*(?:['\w.]+,\s*){0,2}`;
const publishes = (source: string, event: string) => new RegExp(`${PUBLISHES}${event}\\b`).test(source);
/** Names it otherwise than to publish it. */
const hears = (source: string, event: string) =>
  new RegExp(`\\b${event}\\b`).test(source.replace(new RegExp(`${PUBLISHES}${event}\\b`, 'g'), ''));

describe('the services that an event names', () => {
  it.each(Object.entries(events))('publish and hear %s', (name, { publishers, consumers }) => {
    const [publishing, hearing] = [publishes, hears].map((does) =>
      SERVICES.filter((service) => does(sources[service] ?? '', name)),
    ) as [ServiceName[], ServiceName[]];
    // Whoever does is named.
    expect(publishers).toEqual(expect.arrayContaining(publishing));
    expect(consumers).toEqual(expect.arrayContaining(hearing));
    // Whoever is named does, or has a library do it.
    const publishesByLibrary = publishes(catalog, name);
    expect(publishers.filter((service) => !publishing.includes(service) && !publishesByLibrary)).toEqual([]);
    const hearsByLibrary = hears(platform, name);
    expect(consumers.filter((service) => !hearing.includes(service) && !hearsByLibrary)).toEqual([]);
  });
});
