import { TUS_VERSION } from '@hearth/contracts';
import { HearthError } from '@hearth/platform';
import { CHECKSUM_ALGORITHMS, type Checksum, type ChecksumAlgorithm } from '../staging/checksum.js';

type Headers = Readonly<Record<string, string | string[] | undefined>>;

const DIGEST_BYTES: Record<ChecksumAlgorithm, number> = { sha256: 32, sha1: 20 };
const MAX_METADATA_LENGTH = 8_000;

/** tus 1.0.0: a request of another version is answered 412 with the versions that are spoken. */
export function checkVersion(headers: Headers): void {
  if (headers['tus-resumable'] === TUS_VERSION) return;
  throw new HearthError('upload.version-unsupported', { headers: { 'tus-version': TUS_VERSION } });
}

/** An extension that is not offered: what is a part to the client would be a file of its own here. */
export function refuseConcatenation(headers: Headers): void {
  if (headers['upload-concat'] === undefined) return;
  throw invalid('upload-concat', 'is not spoken here: the extension concatenation is not offered');
}

/** A length or an offset: digits alone, within what a number holds exactly. */
export function readBytes(headers: Headers, name: 'upload-length' | 'upload-offset'): number {
  const value = headers[name];
  const bytes = typeof value === 'string' && /^\d{1,16}$/.test(value) ? Number(value) : Number.NaN;
  if (!Number.isSafeInteger(bytes)) throw invalid(name, 'must be a number of bytes');
  return bytes;
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}={0,2}|[A-Za-z0-9+/]{3}=?)?$/;

/** `key base64,key base64,key`; keys are unique and hold no spaces. */
export function readMetadata(headers: Headers): ReadonlyMap<string, string> {
  const value = headers['upload-metadata'];
  const metadata = new Map<string, string>();
  if (value === undefined || value === '') return metadata;
  if (typeof value !== 'string' || value.length > MAX_METADATA_LENGTH) {
    throw invalid('upload-metadata', 'is too long');
  }
  for (const pair of value.split(',')) {
    const [, key, encoded] = /^\s*([\x21-\x2b\x2d-\x7e]+)(?: +([A-Za-z0-9+/]*={0,2}))?\s*$/.exec(pair) ?? [];
    if (key === undefined || metadata.has(key) || !BASE64.test(encoded ?? '')) {
      throw invalid('upload-metadata', 'must be pairs of a unique key and a value in base64');
    }
    metadata.set(key, decode(encoded ?? ''));
  }
  return metadata;
}

/** `Upload-Checksum: sha256 <base64>`; none where the client wants none. */
export function readChecksum(headers: Headers): Checksum | undefined {
  const value = headers['upload-checksum'];
  if (value === undefined) return undefined;
  const [, algorithm, digest] = /^(\S+) +(\S+)$/.exec(String(value)) ?? [];
  if (!isKnown(algorithm)) {
    throw invalid('upload-checksum', `must be one of ${CHECKSUM_ALGORITHMS.join(', ')}`);
  }
  if (Buffer.from(digest ?? '', 'base64').length !== DIGEST_BYTES[algorithm]) {
    throw invalid('upload-checksum', 'must be a digest in base64');
  }
  return { algorithm, digest: Buffer.from(digest ?? '', 'base64').toString('base64') };
}

function isKnown(algorithm: string | undefined): algorithm is ChecksumAlgorithm {
  return CHECKSUM_ALGORITHMS.some((known) => known === algorithm);
}

function decode(encoded: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(encoded, 'base64'));
  } catch {
    throw invalid('upload-metadata', 'must be UTF-8');
  }
}

function invalid(path: string, message: string): HearthError {
  return new HearthError('request.invalid', { detail: `${path}: ${message}`, fields: [{ path, message }] });
}
