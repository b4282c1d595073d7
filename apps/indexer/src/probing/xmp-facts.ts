import { parseXmpCoordinate, toGpsPosition } from './gps-position.js';
import type { MediaFacts } from './probe-result.js';
import { parseGpsTime, parseWrittenTime, takenFrom } from './taken.js';

/** XMP packets are a few kilobytes; a longer one is cut rather than searched to its end. */
const MAX_PACKET_CHARACTERS = 512 * 1024;

const CHARACTERS_BY_NAME: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

/** XML's references to characters (XML 1.0, 4.1 and 4.6) as what they stand for; what stands for none stays. */
export function withoutReferences(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{2,4}));/gi,
    (reference, decimal, hex, name: string) => {
      if (name !== undefined) return CHARACTERS_BY_NAME[name] ?? reference;
      const codePoint = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
      if (codePoint === 0x09 || codePoint === 0x0a || codePoint === 0x0d)
        return codePoint === 0x0a ? '\n' : ' ';
      const isCharacter =
        codePoint >= 0x20 && codePoint <= 0x10ffff && (codePoint < 0xd800 || codePoint > 0xdfff);
      return isCharacter ? String.fromCodePoint(codePoint) : reference;
    },
  );
}

/**
 * A property's value in an XMP packet, written either as an attribute or as an element. Patterns instead of an XML
 * parser: packets in the wild are truncated, badly escaped and namespaced at will, and half of one is still useful.
 */
function findProperty(packet: string, name: string): string | undefined {
  const pattern = new RegExp(`${name}(?:\\s*=\\s*["']([^"'<]{1,300})["']|[^<>]{0,200}>\\s*([^<]{1,300})<)`);
  const match = pattern.exec(packet);
  return withoutReferences((match?.[1] ?? match?.[2])?.trim() ?? '') || undefined;
}

/** The first language's text. */
function findText(packet: string, name: string): string | undefined {
  const match = new RegExp(`<${name}>\\s*<rdf:Alt>\\s*<rdf:li[^>]{0,100}>([^<]{1,5000})<`).exec(packet);
  return withoutReferences(match?.[1]?.trim() ?? '') || undefined;
}

const MAX_TAGS = 100;

function findList(packet: string, name: string): string[] {
  const list = new RegExp(`<${name}>\\s*<rdf:(?:Bag|Seq)>([^]{0,20000}?)</rdf:(?:Bag|Seq)>`).exec(
    packet,
  )?.[1];
  const items = [...(list ?? '').matchAll(/<rdf:li[^>]{0,100}>([^<]{1,200})</g)].slice(0, MAX_TAGS);
  return items.map(([, text = '']) => withoutReferences(text.trim())).filter((text) => text !== '');
}

/** What XMP says in words, which is of use where a side-car brings it. */
export interface XmpWords {
  readonly description?: string;
  readonly tags: readonly string[];
}

/** What cameras write there into every picture. */
const NO_DESCRIPTION = /^(OLYMPUS|KONICA MINOLTA|MINOLTA|SONY|SAMSUNG|NIKON|DIGITAL|DCIM|DSC)[\w \\.-]*$/;

function findDescription(packet: string): string | undefined {
  const description = findText(packet, 'dc:description');
  return description === undefined || NO_DESCRIPTION.test(description) ? undefined : description;
}

export function readXmpWords(packet: string): XmpWords {
  const description = findDescription(packet);
  return { ...(description !== undefined && { description }), tags: findList(packet, 'dc:subject') };
}

/** Facts out of an XMP packet (ISO 16684-1); what EXIF says about the same goes first. */
export function readXmpFacts(xmp: Buffer | string): MediaFacts {
  const packet = (typeof xmp === 'string' ? xmp : xmp.toString('utf8')).slice(0, MAX_PACKET_CHARACTERS);
  const lat = parseXmpCoordinate(findProperty(packet, 'exif:GPSLatitude'));
  const lon = parseXmpCoordinate(findProperty(packet, 'exif:GPSLongitude'));
  const camera = [findProperty(packet, 'tiff:Make'), findProperty(packet, 'tiff:Model')]
    .filter(Boolean)
    .join(' ');
  const time = (name: string, isDayEnough = false) =>
    parseWrittenTime(findProperty(packet, name), undefined, { isDayEnough });
  const taken = takenFrom(
    'xmp',
    time('exif:DateTimeOriginal'),
    time('photoshop:DateCreated'),
    time('(?:xmp|xap):CreateDate'),
    time('exif:DateTimeDigitized'),
    // A scan knows the day of the print, and not its hour.
    time('photoshop:DateCreated', true),
  );
  const fix = findProperty(packet, 'exif:GPSTimeStamp');
  return {
    taken,
    gpsUtcMs: parseGpsTime(fix, fix?.slice('YYYY-MM-DDT'.length), undefined),
    gps: toGpsPosition(lat, lon),
    camera: camera || undefined,
    title: findText(packet, 'dc:title'),
    description: findDescription(packet),
  };
}
