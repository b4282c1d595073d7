import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import type { CaptureRequest, CaptureTransport, TakeId } from '@hearth/contracts';
import { NatsConnection, problemOf } from '@hearth/platform';
import type { Msg } from '@nats-io/transport-node';
import type { DeviceRecord } from '../joining/session-record.js';
import { LiveSessions } from './live-sessions.js';
import type { Peer } from './peer.js';
import type { PhoneLine, SessionPort, StartInput } from './session-port.js';
import {
  homeSubject,
  KNOW,
  peerSubject,
  readWire,
  writeWire,
  type WireAnswer,
  type WireHead,
} from './session-wire.js';

interface FarPeer {
  readonly line: PhoneLine | undefined;
  readonly close: () => void;
}

/** Known, though its session is still being looked for. */
const BEING_OPENED: FarPeer = { line: undefined, close: () => undefined };

/** Answers the other copies of the gateway for the sessions that this one keeps. */
@Injectable()
export class SessionHome implements OnApplicationBootstrap {
  private readonly logger = new Logger('Capture');
  private readonly peers = new Map<string, FarPeer>();

  constructor(
    private readonly sessions: LiveSessions,
    private readonly nats: NatsConnection,
  ) {}

  onApplicationBootstrap(): void {
    void this.nats.get().then(
      (connection) =>
        connection.subscribe(homeSubject(this.sessions.gatewayId), {
          callback: (_error, message) => void this.handle(message),
        }),
      () => undefined,
    );
  }

  private async handle(message: Msg): Promise<void> {
    try {
      const { head, bytes } = readWire<WireHead>(message.data);
      if (head.do === 'call') await this.answer(message, head, bytes);
      else if (head.do === 'open') await this.open(head);
      else if (head.do === 'say') this.peers.get(head.peerId)?.line?.message(head.message as CaptureRequest);
      else if (head.do === 'frame')
        // The buffer is NATS's own, and frames are kept for a while.
        this.peers
          .get(head.peerId)
          ?.line?.envelope(Uint8Array.from(bytes), head.transport as CaptureTransport);
      else this.drop(head.peerId);
    } catch (error) {
      this.logger.warn(
        `a message of another gateway failed: ${error instanceof Error ? error.message : error}`,
      );
    }
  }

  private async open({ sessionId, peerId, phone }: Extract<WireHead, { do: 'open' }>): Promise<void> {
    const peer = this.farPeer(peerId);
    this.peers.set(peerId, BEING_OPENED);
    const refuse = () => {
      this.peers.delete(peerId);
      peer.close();
    };
    const port = await this.sessions.find(sessionId).catch((error: unknown) => {
      refuse();
      throw error;
    });
    // Closed again while the session was being recovered.
    if (!this.peers.has(peerId)) return;
    // It has moved on meanwhile; whoever asked finds it when they come again.
    if (!port || !this.sessions.keeps(sessionId)) return refuse();
    try {
      if (phone === null) this.peers.set(peerId, { line: undefined, close: port.attachDirector(peer) });
      else {
        const line = port.attachPhone(phone.deviceId, peer, phone.kind);
        this.peers.set(peerId, { line, close: () => line.closed() });
      }
    } catch {
      refuse();
    }
  }

  private drop(peerId: string): void {
    this.peers.get(peerId)?.close();
    this.peers.delete(peerId);
  }

  private farPeer(peerId: string): Peer {
    const tell = (head: object, bytes?: Uint8Array) =>
      this.nats.find()?.publish(peerSubject(peerId), writeWire(head, bytes));
    return {
      send: (message) => void tell({ send: message }),
      sendBinary: (bytes) => void tell({}, bytes),
      close: () => void tell({ close: true }),
      bufferedBytes: 0,
    };
  }

  private async answer(
    message: Msg,
    { sessionId, name, input }: Extract<WireHead, { do: 'call' }>,
    bytes: Uint8Array,
  ): Promise<void> {
    // Of a connection, not of its session: it may be known here though the session has moved on.
    if (name === KNOW) {
      const { peerId } = input as { peerId: string };
      return void message.respond(JSON.stringify({ ok: this.peers.has(peerId) }));
    }
    let answer: WireAnswer;
    try {
      const port = this.sessions.keeps(sessionId) ? await this.sessions.find(sessionId) : undefined;
      answer = port
        ? { ok: (await callByName(port, name, input, bytes)) ?? null }
        : { problem: 'service.unavailable' };
    } catch (error) {
      const problem = problemOf(error);
      answer = { problem: problem.code, detail: problem.details.detail };
    }
    message.respond(JSON.stringify(answer));
  }
}

function callByName(port: SessionPort, name: string, input: unknown, bytes: Uint8Array): Promise<unknown> {
  switch (name) {
    case 'addDevice':
      return port.addDevice(input as DeviceRecord);
    case 'describe':
      return port.describe();
    case 'receive':
      return port.receive((input as { deviceId: string }).deviceId, Uint8Array.from(bytes));
    case 'startTake':
      return port.startTake(input as StartInput);
    case 'stopTake':
      return port.stopTake((input as { takeId: TakeId }).takeId);
    case 'end':
      return port.end();
    default:
      throw new Error(`there is no call ${name}`);
  }
}
