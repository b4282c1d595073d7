import type { Bytes } from './bytes.ts';
import type { PathKind, Transport } from './transport.ts';

const PIECE_BYTES = 64 * 1024;
const HIGH_WATER_BYTES = 1024 ** 2;
const LOW_WATER_BYTES = 256 * 1024;
const LARGEST_PARCEL_BYTES = 2 * 1024 ** 2;

/** A data channel from browser to browser. A parcel goes as `[u32 length]`, then in pieces. */
export class DirectTransport implements Transport {
  /** What comes in, and how much of it is there. */
  private incoming: Bytes | undefined;
  private arrived = 0;
  private last: Promise<void> = Promise.resolve();

  constructor(
    private readonly channel: RTCDataChannel,
    onParcel: (parcel: Bytes) => void,
    private readonly onLost: () => void,
  ) {
    channel.binaryType = 'arraybuffer';
    channel.bufferedAmountLowThreshold = LOW_WATER_BYTES;
    channel.onmessage = ({ data }) => {
      const parcel = this.take(new Uint8Array(data as ArrayBuffer));
      if (parcel) onParcel(parcel);
    };
    channel.onclose = () => this.onLost();
    channel.onerror = () => this.onLost();
  }

  send(parcel: Bytes): Promise<void> {
    // Pieces of two parcels must not mix.
    this.last = this.last.catch(() => undefined).then(() => this.write(parcel));
    return this.last;
  }

  close(): void {
    this.channel.close();
  }

  private async write(parcel: Bytes): Promise<void> {
    const head = new Uint8Array(4);
    new DataView(head.buffer).setUint32(0, parcel.length);
    this.channel.send(head);
    for (let at = 0; at < parcel.length; at += PIECE_BYTES) {
      if (this.channel.bufferedAmount > HIGH_WATER_BYTES) await this.drained();
      this.channel.send(parcel.subarray(at, at + PIECE_BYTES));
    }
  }

  private drained(): Promise<void> {
    return new Promise((resolve, reject) => {
      const { channel } = this;
      const settle = () => {
        channel.removeEventListener('bufferedamountlow', settle);
        channel.removeEventListener('close', settle);
        if (channel.readyState === 'open') resolve();
        else reject(new Error('the way is lost'));
      };
      channel.addEventListener('bufferedamountlow', settle);
      channel.addEventListener('close', settle);
      if (channel.readyState !== 'open') settle();
    });
  }

  private take(piece: Bytes): Bytes | undefined {
    const { incoming } = this;
    if (!incoming) {
      const length = piece.length === 4 ? new DataView(piece.buffer).getUint32(0) : Infinity;
      if (length > LARGEST_PARCEL_BYTES) this.close();
      else if (length > 0) this.incoming = new Uint8Array(length);
      this.arrived = 0;
      return undefined;
    }
    if (this.arrived + piece.length > incoming.length) return void this.close();
    incoming.set(piece, this.arrived);
    this.arrived += piece.length;
    if (this.arrived < incoming.length) return undefined;
    this.incoming = undefined;
    return incoming;
  }
}

/** Whether two browsers talk straight to each other, or over a TURN server. */
export async function findPathKind(connection: RTCPeerConnection): Promise<PathKind> {
  const stats = await connection.getStats();
  let pairId: string | undefined;
  stats.forEach((entry: { type: string; selectedCandidatePairId?: string }) => {
    if (entry.type === 'transport') pairId = entry.selectedCandidatePairId ?? pairId;
  });
  const pair = stats.get(pairId ?? '') as
    { localCandidateId?: string; remoteCandidateId?: string } | undefined;
  const isRelayed = [pair?.localCandidateId, pair?.remoteCandidateId].some(
    (id) => (stats.get(id ?? '') as { candidateType?: string } | undefined)?.candidateType === 'relay',
  );
  return isRelayed ? 'turn' : 'direct';
}
