import { receiveThroughDrop } from '@hearth/contracts';
import type { Bytes } from './bytes.ts';
import { deriveBytes } from './sealing.ts';
import type { Transport } from './transport.ts';

/** Parcels that are under way at once, so that the way is never empty between two of them. */
const AT_ONCE = 4;
const RETRY_MS = 500;

/** Where one parcel goes through the hub, and what it is sealed with: from what two devices alone know. */
async function legOf(secret: Bytes, epoch: number, n: number): Promise<{ url: string; iv: Bytes }> {
  const bytes = await deriveBytes(secret, `${epoch}`, `parcel ${n}`, 28);
  const hex = [...bytes.subarray(0, 16)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  // The form of a UUID of version 4.
  const uuid = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
  return { url: receiveThroughDrop.path.replace(':transferId', uuid), iv: bytes.slice(16) };
}

async function keyOf(secret: Bytes): Promise<CryptoKey> {
  const raw = await deriveBytes(secret, '', 'parcels');
  return crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']);
}

interface RelayEnds {
  readonly secret: Bytes;
  readonly epoch: number;
  /** Of the member that asks. */
  readonly token: () => string;
}

/** Sends parcels through the hub, each sealed and under an address of its own. */
export class RelaySender implements Transport {
  private n = 0;
  private readonly stopping = new AbortController();
  private readonly key: Promise<CryptoKey>;
  private readonly underWay = new Set<Promise<void>>();

  constructor(
    private readonly ends: RelayEnds,
    private readonly onLost: () => void,
  ) {
    this.key = keyOf(ends.secret);
  }

  async send(parcel: Bytes): Promise<void> {
    const n = this.n;
    this.n += 1;
    const sending = this.put(n, parcel).catch(() => {
      if (!this.stopping.signal.aborted) this.onLost();
    });
    this.underWay.add(sending);
    void sending.finally(() => this.underWay.delete(sending));
    if (this.underWay.size >= AT_ONCE) await Promise.race(this.underWay);
  }

  close(): void {
    this.stopping.abort();
  }

  private async put(n: number, parcel: Bytes): Promise<void> {
    const { secret, epoch, token } = this.ends;
    const { url, iv } = await legOf(secret, epoch, n);
    const body = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, await this.key, parcel);
    const answer = await fetch(url, {
      method: 'PUT',
      headers: { authorization: `Bearer ${token()}`, 'content-type': 'application/octet-stream' },
      body,
      signal: this.stopping.signal,
    });
    if (!answer.ok) throw new Error(`the hub answered ${answer.status}`);
  }
}

/** Fetches what a `RelaySender` of the same ends sends, and hands it on in order. */
export class RelayReceiver {
  private readonly stopping = new AbortController();

  constructor(
    private readonly ends: RelayEnds,
    private readonly onParcel: (parcel: Bytes) => Promise<void>,
  ) {
    void this.run();
  }

  close(): void {
    this.stopping.abort();
  }

  private async run(): Promise<void> {
    const key = await keyOf(this.ends.secret);
    const coming: Promise<Bytes | undefined>[] = [];
    let n = 0;
    while (!this.stopping.signal.aborted) {
      while (coming.length < AT_ONCE) coming.push(this.fetchOne(n++, key));
      const parcel = await coming.shift();
      if (parcel) await this.onParcel(parcel);
    }
  }

  /** Undefined when it was given up. */
  private async fetchOne(n: number, key: CryptoKey): Promise<Bytes | undefined> {
    const { secret, epoch, token } = this.ends;
    const { signal } = this.stopping;
    const { url, iv } = await legOf(secret, epoch, n);
    while (!signal.aborted) {
      try {
        const answer = await fetch(url, { headers: { authorization: `Bearer ${token()}` }, signal });
        if (answer.ok) {
          const sealed = await answer.arrayBuffer();
          return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, sealed));
        }
        if (answer.status === 401 || answer.status === 413) return undefined;
      } catch {
        // Cut off, or not what was sealed: it is asked for again, and the sender hears that it did not come.
      }
      if (!signal.aborted) await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
    return undefined;
  }
}
