import { parseByteRange } from './byte-range.js';
import { evaluateConditions, rangeApplies } from './conditional.js';
import type { FileLocation } from './file-location.js';

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** `hand-over`: nginx sends it, whole or the range. `empty`: there is nothing to send. The others are answers without bytes. */
export type Delivery =
  'hand-over' | 'empty' | 'not-modified' | 'missing' | 'precondition-failed' | 'range-not-satisfiable';

export function decideDelivery(
  file: Pick<FileLocation, 'isMissing' | 'etag' | 'sizeBytes'>,
  headers: Headers,
): Delivery {
  if (file.isMissing) return 'missing';
  const conditions = {
    'if-match': one(headers['if-match']),
    'if-none-match': one(headers['if-none-match']),
    'if-range': one(headers['if-range']),
  };
  const outcome = evaluateConditions(conditions, file.etag);
  if (outcome !== 'proceed') return outcome;
  // A player's first request is always for a range; for an empty file, an empty answer serves it better than an error.
  if (file.sizeBytes === 0) return 'empty';
  if (!rangeApplies(conditions, file.etag)) return 'hand-over';
  // nginx, which opens the file, knows how large it is.
  if (file.sizeBytes === undefined) return 'hand-over';
  const { kind } = parseByteRange(one(headers['range']), file.sizeBytes);
  return kind === 'unsatisfiable' || kind === 'malformed' ? 'range-not-satisfiable' : 'hand-over';
}

function one(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
