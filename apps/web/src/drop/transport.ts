import type { Bytes } from './bytes.ts';

/** Which way bytes take, as people are told. */
export type PathKind = 'direct' | 'turn' | 'hub';

/** A way to another device. */
export interface Transport {
  /** Resolves once the next may be sent: who reads slowly slows who writes. Rejects when the way is lost. */
  send(parcel: Bytes): Promise<void>;
  close(): void;
}
