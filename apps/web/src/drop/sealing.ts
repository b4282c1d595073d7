import { concat, fromBase64Url, toBase64Url, utf8, type Bytes } from './bytes.ts';

/** HKDF (RFC 5869) with SHA-256. */
export async function deriveBytes(secret: Bytes, salt: string, info: string, length = 32): Promise<Bytes> {
  const key = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveBits']);
  const bits = await crypto.subtle.deriveBits(
    { name: 'HKDF', hash: 'SHA-256', salt: utf8(salt), info: utf8(info) },
    key,
    length * 8,
  );
  return new Uint8Array(bits);
}

export async function deriveSealingKey(secret: Bytes, salt: string, info: string): Promise<CryptoKey> {
  const raw = await deriveBytes(secret, salt, info);
  return crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']);
}

/** What was opened is not what the other side sealed, or comes a second time. */
export class TamperedError extends Error {
  constructor(why: string) {
    super(why);
    this.name = 'TamperedError';
  }
}

const SEQUENCE_BYTES = 8;
const NONCE_BYTES = 12;

interface Ends {
  readonly sessionId: string;
  readonly from: string;
  readonly to: string;
}

/** Who says it to whom, and the how-manieth thing it is, are sealed with it: nothing can be swapped, repeated or put in another order. */
function contextOf({ sessionId, from, to }: Ends, sequence: bigint): Bytes {
  return utf8(`${sessionId}|${from}|${to}|${sequence}`);
}

function bytesOf(sequence: bigint): Bytes {
  const bytes = new Uint8Array(SEQUENCE_BYTES);
  new DataView(bytes.buffer).setBigUint64(0, sequence);
  return bytes;
}

/** Seals what one device says to another: sequence, nonce, ciphertext (AES-256-GCM). */
export class Sealer {
  private sequence = 0n;

  constructor(
    private readonly key: CryptoKey,
    private readonly ends: Ends,
  ) {}

  async seal(said: unknown): Promise<string> {
    const sequence = (this.sequence += 1n);
    const iv = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
    const sealed = await crypto.subtle.encrypt(
      { name: 'AES-GCM', iv, additionalData: contextOf(this.ends, sequence) },
      this.key,
      utf8(JSON.stringify(said)),
    );
    return toBase64Url(concat([bytesOf(sequence), iv, new Uint8Array(sealed)]));
  }
}

/** Opens what a `Sealer` with the same key and ends has sealed, each once and in order. */
export class Opener {
  private seen = 0n;

  constructor(
    private readonly key: CryptoKey,
    private readonly ends: Ends,
  ) {}

  /** Throws `TamperedError`. */
  async open(sealed: string): Promise<unknown> {
    try {
      const bytes = fromBase64Url(sealed);
      const sequence = new DataView(bytes.buffer).getBigUint64(0);
      const iv = bytes.subarray(SEQUENCE_BYTES, SEQUENCE_BYTES + NONCE_BYTES);
      const additionalData = contextOf(this.ends, sequence);
      const opened = await crypto.subtle.decrypt(
        { name: 'AES-GCM', iv, additionalData },
        this.key,
        bytes.subarray(SEQUENCE_BYTES + NONCE_BYTES),
      );
      // Only what is genuine counts: else a forged number would shut out all that follow.
      if (sequence <= this.seen) throw new TamperedError('it was said before');
      this.seen = sequence;
      return JSON.parse(new TextDecoder().decode(opened));
    } catch (error) {
      throw error instanceof TamperedError
        ? error
        : new TamperedError('it was not sealed by the other device');
    }
  }
}
