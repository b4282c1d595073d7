import { areEqual, concat, fromBase64Url, sha256, toBase64Url, utf8, type Bytes } from './bytes.ts';
import { deriveBytes, deriveSealingKey, TamperedError } from './sealing.ts';

/** First each side says what it will show, then it shows it: so neither can choose its key by the other's until both words match. */
export interface Commitment {
  readonly kind: 'hello';
  readonly device: string;
  readonly name: string;
  readonly commit: string;
}

export interface Reveal {
  readonly kind: 'reveal';
  readonly publicKey: string;
  readonly nonce: string;
}

export interface PairKeys {
  readonly sealing: { readonly mine: CryptoKey; readonly theirs: CryptoKey };
  readonly relay: { readonly mine: Bytes; readonly theirs: Bytes };
  /** Six digits that both screens show: the same on both, or somebody is between them. */
  readonly check: string;
}

const CURVE = { name: 'ECDH', namedCurve: 'P-256' } as const;

/** One side of the agreement on keys that two devices alone have. */
export class Handshake {
  private constructor(
    private readonly pair: CryptoKeyPair,
    private readonly publicKey: Bytes,
    private readonly nonce: Bytes,
  ) {}

  static async begin(): Promise<Handshake> {
    const pair = await crypto.subtle.generateKey(CURVE, false, ['deriveBits']);
    const publicKey = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
    return new Handshake(pair, publicKey, crypto.getRandomValues(new Uint8Array(16)));
  }

  async commit(): Promise<string> {
    return toBase64Url(await sha256(concat([this.publicKey, this.nonce])));
  }

  reveal(): Reveal {
    return { kind: 'reveal', publicKey: toBase64Url(this.publicKey), nonce: toBase64Url(this.nonce) };
  }

  /** Throws `TamperedError` when the other side shows something else than it had said it would. */
  async finish(
    theirCommit: string,
    { publicKey, nonce }: Reveal,
    { secret, sessionId, mine, theirs }: { secret: Bytes; sessionId: string; mine: string; theirs: string },
  ): Promise<PairKeys> {
    const [theirKey, theirNonce] = [fromBase64Url(publicKey), fromBase64Url(nonce)];
    if (!areEqual(await sha256(concat([theirKey, theirNonce])), fromBase64Url(theirCommit)))
      throw new TamperedError('the other device showed another key than it had announced');
    const imported = await crypto.subtle.importKey('raw', theirKey, CURVE, false, []);
    const shared = await crypto.subtle.deriveBits(
      { name: 'ECDH', public: imported },
      this.pair.privateKey,
      256,
    );
    const [first, second] =
      mine < theirs
        ? [concat([this.publicKey, this.nonce]), concat([theirKey, theirNonce])]
        : [concat([theirKey, theirNonce]), concat([this.publicKey, this.nonce])];
    const transcript = await sha256(concat([utf8(sessionId), first, second]));
    const root = concat([secret, new Uint8Array(shared), transcript]);
    const key = (info: string) => deriveSealingKey(root, sessionId, info);
    const bytes = (info: string) => deriveBytes(root, sessionId, info);
    return {
      sealing: { mine: await key(`drop/v1/say|${mine}`), theirs: await key(`drop/v1/say|${theirs}`) },
      relay: { mine: await bytes(`drop/v1/relay|${mine}`), theirs: await bytes(`drop/v1/relay|${theirs}`) },
      check: digitsOf(await bytes('drop/v1/check')),
    };
  }
}

function digitsOf(bytes: Bytes): string {
  const number = new DataView(bytes.buffer).getUint32(0) % 1_000_000;
  return String(number).padStart(6, '0');
}
