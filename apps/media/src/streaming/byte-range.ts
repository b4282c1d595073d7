/** From the first to the last byte, both included. */
export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

/**
 * `whole`: send everything. `ranges`: those that the file has, in the order asked for. `unsatisfiable`: it has none of
 * them. `malformed`: bytes were asked for in words that mean nothing.
 */
export type RequestedBytes =
  | { readonly kind: 'whole' }
  | { readonly kind: 'ranges'; readonly ranges: readonly ByteRange[] }
  | { readonly kind: 'unsatisfiable' }
  | { readonly kind: 'malformed' };

/** nginx, which sends the bytes, has the same limit; who asks for more in one request gets the whole file. */
export const MAX_RANGES = 8;

const WHOLE: RequestedBytes = { kind: 'whole' };

/**
 * Reads a `Range` header for a file of this size (RFC 9110, section 14.1). An unknown unit MUST be ignored; what is
 * malformed may be ignored or rejected (section 14.2).
 */
export function parseByteRange(header: string | undefined, sizeBytes: number): RequestedBytes {
  if (header === undefined) return WHOLE;
  const [, unit, list] = /^([!#$%&'*+.^_`|~\w-]+)=(.*)$/.exec(header.trim()) ?? [];
  if (unit === undefined || list === undefined) return { kind: 'malformed' };
  if (unit.toLowerCase() !== 'bytes') return WHOLE;
  const specs = list.split(',').map((spec) => spec.trim());
  if (specs.length > MAX_RANGES) return WHOLE;
  const ranges: ByteRange[] = [];
  for (const spec of specs) {
    const range = parseSpec(spec, sizeBytes);
    if (range === 'malformed') return { kind: 'malformed' };
    if (range !== 'beyond-the-end') ranges.push(range);
  }
  return ranges.length > 0 ? { kind: 'ranges', ranges } : { kind: 'unsatisfiable' };
}

function parseSpec(spec: string, sizeBytes: number): ByteRange | 'malformed' | 'beyond-the-end' {
  const [, from, to] = /^(\d*)-(\d*)$/.exec(spec) ?? [];
  if (from === undefined || to === undefined || (from === '' && to === '')) return 'malformed';
  // Digits without end are a number too large for any file, not a mistake: Infinity compares as it should.
  const lastByte = sizeBytes - 1;
  if (from === '') {
    const suffixLength = Number(to);
    if (suffixLength === 0 || sizeBytes === 0) return 'beyond-the-end';
    return { first: Math.max(0, sizeBytes - suffixLength), last: lastByte };
  }
  const first = Number(from);
  const last = to === '' ? lastByte : Number(to);
  if (to !== '' && last < first) return 'malformed';
  return first > lastByte ? 'beyond-the-end' : { first, last: Math.min(last, lastByte) };
}
