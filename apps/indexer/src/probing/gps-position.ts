import type { GpsPosition } from './probe-result.js';

/** ISO 6709 annex H as phones write it: `+52.3693+006.6761+010.534/`, degrees, or degrees and minutes packed. */
const ISO_6709 = /^\s*([+-])(\d{2,6}(?:\.\d+)?)([+-])(\d{3,7}(?:\.\d+)?)/;
/** XMP's GPSCoordinate: `37,22.0022N` or `37,22,0N`. */
const XMP_COORDINATE = /^(\d{1,3}),(\d{1,2}(?:\.\d+)?)(?:,(\d{1,2}(?:\.\d+)?))?([NSEW])$/i;
/** Closer to 0° N 0° E than this (about a metre) is a receiver that had no fix. */
const NULL_FIX_DEGREES = 0.00001;

/** A position on this planet, or undefined: out of range, not numbers, or the 0/0 of a receiver without a fix. */
export function toGpsPosition(lat: unknown, lon: unknown): GpsPosition | undefined {
  if (typeof lat !== 'number' || typeof lon !== 'number') return undefined;
  if (!Number.isFinite(lat) || !Number.isFinite(lon)) return undefined;
  if (Math.abs(lat) > 90 || Math.abs(lon) > 180) return undefined;
  if (Math.abs(lat) < NULL_FIX_DEGREES && Math.abs(lon) < NULL_FIX_DEGREES) return undefined;
  return { lat: Number(lat.toFixed(6)), lon: Number(lon.toFixed(6)) };
}

function unpack(digits: string, degreeDigits: number): number {
  const whole = digits.split('.')[0]?.length ?? 0;
  const degrees = Number(digits.slice(0, degreeDigits));
  if (whole <= degreeDigits) return Number(digits);
  if (whole <= degreeDigits + 2) return degrees + Number(digits.slice(degreeDigits)) / 60;
  return (
    degrees +
    Number(digits.slice(degreeDigits, degreeDigits + 2)) / 60 +
    Number(digits.slice(degreeDigits + 2)) / 3600
  );
}

/** Reads an ISO 6709 location (QuickTime's `©xyz` and `com.apple.quicktime.location.ISO6709`). */
export function parseIso6709(text: unknown): GpsPosition | undefined {
  if (typeof text !== 'string') return undefined;
  const match = ISO_6709.exec(text);
  if (!match) return undefined;
  const [, latSign, lat = '', lonSign, lon = ''] = match;
  return toGpsPosition(
    unpack(lat, 2) * (latSign === '-' ? -1 : 1),
    unpack(lon, 3) * (lonSign === '-' ? -1 : 1),
  );
}

/** Reads one coordinate as XMP writes it. */
export function parseXmpCoordinate(text: string | undefined): number | undefined {
  const match = XMP_COORDINATE.exec(text?.trim() ?? '');
  if (!match) return text && /[NSEW]/i.test(text) ? parseDegrees(text) : undefined;
  const degrees = Number(match[1]) + Number(match[2]) / 60 + Number(match[3] ?? 0) / 3600;
  return /[SW]/i.test(match[4] ?? '') ? -degrees : degrees;
}

/** Numbers, fractions among them; the letter of a direction stands by itself. */
const TEXT_NUMBER = /\d+(?:\.\d+)?(?:\s*\/\s*\d+)?/g;
const TEXT_DIRECTION = /(?:^|[\s\d"'″′°])([NSEW])(?![a-z])/i;

/** Degrees as people and programs write them: `47 deg 22' 36.84" N`, `-47.3769`, `47/1 22/1 3684/100`, `N 47° 22.5′`. */
export function parseDegrees(text: string, reference?: string): number | undefined {
  const numbers = (text.match(TEXT_NUMBER) ?? []).map((number) => {
    const [over = '', under = '1'] = number.split('/');
    return Number(over) / Number(under);
  });
  const [degrees, minutes = 0, seconds = 0] = numbers;
  if (degrees === undefined || numbers.length > 3 || minutes >= 60 || seconds >= 60) return undefined;
  const value = degrees + minutes / 60 + seconds / 3600;
  if (!Number.isFinite(value)) return undefined;
  const direction = TEXT_DIRECTION.exec(text)?.[1] ?? reference ?? '';
  return /^\s*-/.test(text) || /^[SW]/i.test(direction.trim()) ? -value : value;
}

/** Degrees from EXIF's three rationals, or text, and a reference letter; without the letter north and east are meant. */
export function fromExifDegrees(parts: unknown, reference: unknown): number | undefined {
  if (typeof parts === 'string')
    return parseDegrees(parts, typeof reference === 'string' ? reference : undefined);
  if (!Array.isArray(parts) || parts.length === 0) return undefined;
  const [degrees, minutes = 0, seconds = 0] = parts.map((part) =>
    typeof part === 'number' ? part : Number.NaN,
  );
  const value = Math.abs((degrees ?? Number.NaN) + minutes / 60 + seconds / 3600);
  if (!Number.isFinite(value)) return undefined;
  return typeof reference === 'string' && /^[SW]/i.test(reference.trim()) ? -value : value;
}

/** Reads a 3GPP location box (TS 26.244, 8.10): language, name, role, then longitude and latitude as 16.16. */
export function parseLoci(content: unknown): GpsPosition | undefined {
  if (!(content instanceof Uint8Array)) return undefined;
  const bytes = Buffer.from(content);
  const nameEnd = bytes.indexOf(0, 6);
  const at = nameEnd + 2;
  if (nameEnd < 0 || at + 8 > bytes.length) return undefined;
  return toGpsPosition(bytes.readInt32BE(at + 4) / 65_536, bytes.readInt32BE(at) / 65_536);
}
