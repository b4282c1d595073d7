import { randomUUID } from 'node:crypto';
import type { CaptureMessage, CaptureSession, TakeId } from '@hearth/contracts';
import { HearthError, type NatsConnection } from '@hearth/platform';
import type { DeviceRecord } from '../joining/session-record.js';
import { askUntilLost } from './ask-until-lost.js';
import type { Peer, PeerKind } from './peer.js';
import type { FramesReceipt, PhoneLine, SessionPort, StartInput } from './session-port.js';
import {
  homeSubject,
  KNOW,
  peerSubject,
  readWire,
  writeWire,
  type WireAnswer,
  type WireHead,
} from './session-wire.js';

const ANSWER_WITHIN_MS = 10_000;
const KNOWN_EVERY_MS = 2_000;

/** A session that another copy of the gateway keeps: all goes there and back over NATS, and nothing is stored. */
export class RemotePort implements SessionPort {
  constructor(
    private readonly nats: NatsConnection,
    private readonly sessionId: string,
    readonly gatewayId: string,
  ) {}

  attachPhone(deviceId: string, peer: Peer, kind: PeerKind): PhoneLine {
    const { peerId, close } = this.open({ deviceId, kind }, peer);
    return {
      message: (message) => this.tell({ do: 'say', peerId, message }),
      envelope: (bytes, transport) => this.tell({ do: 'frame', peerId, transport }, bytes),
      closed: close,
    };
  }

  attachDirector(peer: Peer): () => void {
    return this.open(null, peer).close;
  }

  addDevice(device: DeviceRecord): Promise<void> {
    return this.call('addDevice', device);
  }

  describe(): Promise<CaptureSession> {
    return this.call('describe', null);
  }

  receive(deviceId: string, packed: Uint8Array): Promise<FramesReceipt> {
    return this.call('receive', { deviceId }, packed);
  }

  startTake(input: StartInput): Promise<TakeId> {
    return this.call('startTake', input);
  }

  stopTake(takeId: TakeId): Promise<void> {
    return this.call('stopTake', { takeId });
  }

  end(): Promise<void> {
    return this.call('end', null);
  }

  /** Listens before it says that it is there, so that the answer finds it. */
  private open(
    phone: { deviceId: string; kind: PeerKind } | null,
    peer: Peer,
  ): { peerId: string; close: () => void } {
    const peerId = randomUUID();
    const connection = this.nats.find();
    if (!connection) throw new HearthError('service.unavailable');
    const subscription = connection.subscribe(peerSubject(peerId), {
      callback: (_error, { data }) => {
        const { head, bytes } = readWire<{ send?: CaptureMessage; close?: true }>(data);
        if (head.send) peer.send(head.send);
        else if (head.close) peer.close();
        else peer.sendBinary(bytes);
      },
    });
    this.tell({ do: 'open', sessionId: this.sessionId, peerId, phone });
    // Let go when the session's gateway has died, so that they come again and find the next one.
    const stopAsking = askUntilLost({
      isThere: () => this.isKnown(peerId),
      everyMs: KNOWN_EVERY_MS,
      onLost: () => peer.close(),
    });
    const close = () => {
      stopAsking();
      subscription.unsubscribe();
      this.tell({ do: 'close', peerId });
    };
    return { peerId, close };
  }

  /**
   * Asked by a call, which a copy of an older version answers with a problem. That it answers at all is enough: for any other
   * message that it does not understand it would let the connection go.
   */
  private async isKnown(peerId: string): Promise<boolean> {
    const { sessionId } = this;
    try {
      const answer = await this.ask({ do: 'call', sessionId, name: KNOW, input: { peerId } });
      return 'problem' in answer || answer.ok === true;
    } catch {
      return false;
    }
  }

  private tell(head: WireHead, bytes?: Uint8Array): void {
    this.nats.find()?.publish(homeSubject(this.gatewayId), writeWire(head, bytes));
  }

  private async call<T>(name: string, input: unknown, bytes?: Uint8Array): Promise<T> {
    const head: WireHead = { do: 'call', sessionId: this.sessionId, name, input };
    const answer = await this.ask(head, bytes);
    if ('problem' in answer)
      throw new HearthError(answer.problem, answer.detail ? { detail: answer.detail } : {});
    return answer.ok as T;
  }

  /** Throws `service.unavailable` where nobody answers. */
  private async ask(head: WireHead, bytes?: Uint8Array): Promise<WireAnswer> {
    const connection = this.nats.find();
    if (!connection) throw new HearthError('service.unavailable');
    const reply = await connection
      .request(homeSubject(this.gatewayId), writeWire(head, bytes), { timeout: ANSWER_WITHIN_MS })
      .catch((cause: unknown) => {
        throw new HearthError('service.unavailable', { cause, headers: { 'retry-after': '2' } });
      });
    return reply.json<WireAnswer>();
  }
}
