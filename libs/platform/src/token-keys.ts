import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { askService } from './ask-service.js';
import { HearthError } from './problem.js';

/** Where the public keys of access tokens come from, by `kid`. */
export interface TokenKeys {
  find(kid: string): Promise<KeyObject | undefined>;
}

export const TOKEN_KEYS = Symbol('TokenKeys');

const ASK_AGAIN_AFTER_MS = 10_000;

/** Keys asked of media's `/api/auth/jwks` when an unknown `kid` turns up, but not more often than every 10 s. */
export class RemoteTokenKeys implements TokenKeys {
  private keys: ReadonlyMap<string, KeyObject> = new Map();
  private askedAt = -Infinity;
  private asking: Promise<void> | undefined;

  constructor(
    private readonly url: string,
    private readonly nowMs = () => performance.now(),
  ) {}

  async find(kid: string): Promise<KeyObject | undefined> {
    if (!this.keys.has(kid) && this.nowMs() - this.askedAt > ASK_AGAIN_AFTER_MS) {
      this.asking ??= this.ask().finally(() => (this.asking = undefined));
    }
    if (!this.keys.has(kid)) await this.asking;
    return this.keys.get(kid);
  }

  private async ask(): Promise<void> {
    try {
      const { status, body } = await askService(this.url, 3_000);
      if (status !== 200) throw new Error(`JWKS answered ${status}`);
      const { keys } = body as { keys: (JsonWebKey & { kid: string })[] };
      // Not added to the old ones: a key that media lists no more signs nothing.
      this.keys = new Map(keys.map((key) => [key.kid, createPublicKey({ key, format: 'jwk' })]));
      this.askedAt = this.nowMs();
    } catch (error) {
      // No token is wrong because media is away.
      throw new HearthError('service.unavailable', { headers: { 'retry-after': '5' }, cause: error });
    }
  }
}
