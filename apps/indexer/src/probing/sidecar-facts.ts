import { toGpsPosition } from './gps-position.js';
import { mergeFacts } from './merge-facts.js';
import type { MediaFacts } from './probe-result.js';
import { momentOf, takenFrom } from './taken.js';
import { readXmpFacts, readXmpWords } from './xmp-facts.js';

/** Side-cars are a few kilobytes; what is larger is none. */
export const MAX_SIDECAR_BYTES = 1024 * 1024;
const MAX_TAGS = 100;
const MAX_TEXT_CHARACTERS = 10_000;

/** What a side-car tells about its picture; nothing where it only says how it was edited, or is damaged. */
export function readSidecarFacts(content: Buffer, path: string): MediaFacts {
  if (!/\.(xmp|json)$/i.test(path)) return {};
  return /\.json$/i.test(path) ? readTakeoutFacts(content.toString('utf8')) : readXmpSidecar(toText(content));
}

/** Packets may be in UTF-16, with a byte order mark (ISO 16684-1, 7.1). */
function toText(content: Buffer): string {
  if (content[0] === 0xff && content[1] === 0xfe) return content.toString('utf16le', 2);
  return content.toString('utf8').replace(/^\ufeff/, '');
}

function readXmpSidecar(packet: string): MediaFacts {
  const { taken, ...facts } = readXmpFacts(packet);
  const { description, tags } = readXmpWords(packet);
  return { ...facts, description, sidecarTags: [...tags], taken: takenFrom('sidecar', taken?.time) };
}

/** Google Takeout's JSON: the moment in seconds, places where 0, 0 is none, people by name. */
function readTakeoutFacts(text: string): MediaFacts {
  const json = parseObject(text);
  const seconds = Number(objectIn(json, 'photoTakenTime')['timestamp'] ?? Number.NaN);
  const place = (name: string) =>
    toGpsPosition(objectIn(json, name)['latitude'], objectIn(json, name)['longitude']);
  const people = Array.isArray(json['people']) ? json['people'].slice(0, MAX_TAGS) : [];
  return mergeFacts({
    taken: takenFrom('sidecar', momentOf(seconds * 1000)),
    gps: place('geoData') ?? place('geoDataExif'),
    title: titleOf(json['title']),
    description: textOf(json['description']),
    sidecarTags: [...new Set(people.map((person) => textOf(asObject(person)['name'])))].filter(
      (name) => name !== undefined,
    ),
  });
}

/** Its title is the name of the file, as a rule, which is no title. */
function titleOf(value: unknown): string | undefined {
  const title = textOf(value);
  return title && /\.[a-z\d]{2,4}$/i.test(title) ? undefined : title;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value.trim().slice(0, MAX_TEXT_CHARACTERS) || undefined : undefined;
}

type Json = Readonly<Record<string, unknown>>;

function parseObject(text: string): Json {
  try {
    return asObject(JSON.parse(text.replace(/^\ufeff/, '')));
  } catch {
    return {};
  }
}

function asObject(value: unknown): Json {
  return typeof value === 'object' && value !== null ? (value as Json) : {};
}

function objectIn(json: Json, name: string): Json {
  return asObject(json[name]);
}
