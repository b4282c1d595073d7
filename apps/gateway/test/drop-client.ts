import type { DropJoined, DropMessage, dropRequest } from '@hearth/contracts';
import { eventually } from '@hearth/testing';
import { WebSocket, type ClientOptions } from 'ws';
import type { z } from 'zod';
import type { Gateway } from './gateway-rig.js';

type Request = z.input<typeof dropRequest>;

/** A device at `/ws/drop`. */
export class DropClient {
  readonly received: DropMessage[] = [];
  readonly closed: Promise<number>;
  joined: DropJoined | undefined;

  private constructor(readonly ws: WebSocket) {
    ws.on('message', (data: Buffer) => this.received.push(JSON.parse(data.toString()) as DropMessage));
    this.closed = new Promise((resolve) => ws.on('close', resolve));
  }

  static async open({ host }: Gateway, options: ClientOptions = {}): Promise<DropClient> {
    const ws = new WebSocket(`ws://${host}/ws/drop`, options);
    const client = new DropClient(ws);
    await new Promise((resolve, reject) => ws.on('open', resolve).on('error', reject));
    return client;
  }

  static async join(gateway: Gateway, sessionId: string, name = 'device'): Promise<DropClient> {
    const client = await DropClient.open(gateway);
    client.say({ type: 'join', sessionId, name });
    client.joined = await client.hears('joined');
    return client;
  }

  get peerId(): string {
    return this.joined?.peerId ?? '';
  }

  get bearer(): Record<string, string> {
    return { authorization: `Bearer ${this.joined?.memberToken}` };
  }

  say(request: Request): void {
    this.ws.send(JSON.stringify(request));
  }

  /** The next message of this type, of those not asked for before. */
  async hears<T extends DropMessage['type']>(type: T): Promise<DropMessage & { type: T }> {
    const find = () => this.received.findIndex((message) => message.type === type);
    await eventually(() => find() >= 0);
    return this.received.splice(find(), 1)[0] as DropMessage & { type: T };
  }

  async leave(): Promise<void> {
    this.ws.close();
    await this.closed;
  }
}
