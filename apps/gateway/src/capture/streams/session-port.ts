import type { CaptureRequest, CaptureSession, CaptureTransport, TakeId } from '@hearth/contracts';
import type { DeviceRecord } from '../joining/session-record.js';
import type { Peer, PeerKind } from './peer.js';

export interface StartInput {
  readonly label: string | undefined;
  readonly countdownSec: number;
  readonly force: boolean;
}

export interface FramesReceipt {
  readonly received: number;
  readonly lastSeq: number | null;
}

/** What a phone's connection says to its session. */
export interface PhoneLine {
  message(message: CaptureRequest): void;
  envelope(bytes: Uint8Array, transport: CaptureTransport): void;
  closed(): void;
}

/** A session, wherever it is kept. What is asked of it throws a `HearthError`. */
export interface SessionPort {
  /** The copy that keeps the session. */
  readonly gatewayId: string;
  attachPhone(deviceId: string, peer: Peer, kind: PeerKind): PhoneLine;
  attachDirector(peer: Peer): () => void;
  addDevice(device: DeviceRecord): Promise<void>;
  describe(): Promise<CaptureSession>;
  /** Packed envelopes. Throws `capture.frame-invalid` for what is none. */
  receive(deviceId: string, packed: Uint8Array): Promise<FramesReceipt>;
  startTake(input: StartInput): Promise<TakeId>;
  stopTake(takeId: TakeId): Promise<void>;
  end(): Promise<void>;
}
