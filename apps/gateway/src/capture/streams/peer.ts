import type { CaptureMessage } from '@hearth/contracts';

/** A phone may have a data channel for its frames beside the socket for all else. */
export type PeerKind = 'socket' | 'webrtc';

/** One end of a connection, however it goes: here or over another copy of the gateway. */
export interface Peer {
  send(message: CaptureMessage): void;
  sendBinary(bytes: Uint8Array): void;
  /** For good: the session is over, or the place was taken by a newer connection. */
  close(): void;
  readonly bufferedBytes: number;
}
