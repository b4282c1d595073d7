import type { Bytes } from './bytes.ts';
import type { TransferView } from './transfer.ts';
import type { PathKind } from './transport.ts';

export interface PeerView {
  readonly peerId: string;
  readonly device: string;
  readonly name: string;
  readonly isReady: boolean;
  readonly path: PathKind | undefined;
  /** The digits that both screens show. */
  readonly check: string;
  readonly hasTampered: boolean;
}

export interface RoomView {
  readonly state: 'joining' | 'in' | 'away' | 'over';
  /** Why it is over. */
  readonly code: string | undefined;
  readonly peers: readonly PeerView[];
  readonly transfers: readonly TransferView[];
}

export interface RoomOptions {
  readonly sessionId: string;
  readonly secret: Bytes;
  readonly device: string;
  readonly name: string;
  readonly password?: string | undefined;
  readonly icePolicy: RTCIceTransportPolicy;
}
