import { unpackEnvelopes, type CaptureSession, type TakeId } from '@hearth/contracts';
import { HearthError } from '@hearth/platform';
import type { DeviceRecord } from '../joining/session-record.js';
import type { LiveSession } from './live-session.js';
import type { Peer, PeerKind } from './peer.js';
import type { FramesReceipt, PhoneLine, SessionPort, StartInput } from './session-port.js';

/** What a session needs of takes. */
export interface TakeStarter {
  start(session: LiveSession, input: StartInput): Promise<TakeId>;
  stop(session: LiveSession, takeId: TakeId): Promise<void>;
}

/** A session that this gateway keeps. */
export class LocalPort implements SessionPort {
  constructor(
    readonly gatewayId: string,
    readonly session: LiveSession,
    private readonly takes: TakeStarter,
    private readonly onEnd: () => Promise<void>,
  ) {}

  attachPhone(deviceId: string, peer: Peer, kind: PeerKind): PhoneLine {
    const { session } = this;
    if (!session.knows(deviceId)) throw new HearthError('capture.token-invalid');
    session.attachPhone(deviceId, peer, kind);
    return {
      message: (message) => session.onMessage(deviceId, message, peer),
      envelope: (bytes, transport) => void session.onEnvelope(deviceId, bytes, transport),
      closed: () => session.detachPhone(deviceId, peer),
    };
  }

  attachDirector(peer: Peer): () => void {
    return this.session.attachDirector(peer);
  }

  async addDevice(device: DeviceRecord): Promise<void> {
    this.session.addDevice(device);
  }

  async describe(): Promise<CaptureSession> {
    return this.session.describe();
  }

  async receive(deviceId: string, packed: Uint8Array): Promise<FramesReceipt> {
    const { session } = this;
    if (!session.knows(deviceId)) throw new HearthError('capture.token-invalid');
    const envelopes = unpackEnvelopes(packed);
    const outcomes = envelopes.map((envelope) => session.onEnvelope(deviceId, envelope, 'http'));
    if (outcomes.length === 0 || outcomes.includes(false)) throw new HearthError('capture.frame-invalid');
    return { received: outcomes.length, lastSeq: session.lastKept(deviceId) };
  }

  startTake(input: StartInput): Promise<TakeId> {
    return this.takes.start(this.session, input);
  }

  stopTake(takeId: TakeId): Promise<void> {
    return this.takes.stop(this.session, takeId);
  }

  async end(): Promise<void> {
    const { runningTake } = this.session;
    if (runningTake) await this.takes.stop(this.session, runningTake.record.id);
    this.session.end(new Date());
    await this.onEnd();
  }
}
