import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Module, type DynamicModule } from '@nestjs/common';
import { defineSocket, problemBody, sessionRevoked, type PayloadOf } from '@hearth/contracts';
import { createService, TokenVerifier } from '@hearth/platform';
import type { AddressInfo } from 'node:net';
import { WebSocket } from 'ws';
import { z } from 'zod';
import { EDGE_SECRET, GatewayRig, refusedUpgrade } from '../../test/gateway-rig.js';
import { AppModule } from '../app.module.js';
import { SocketDoor } from './socket-door.js';
import { SocketsModule } from './sockets.module.js';

jest.setTimeout(180_000);

const echoSocket = defineSocket({
  name: 'echo',
  path: '/ws/echo',
  access: 'open',
  summary: 'Says again what it hears.',
  fromClient: z.discriminatedUnion('type', [
    z.object({ type: z.literal('say'), text: z.string() }),
    z.object({ type: z.literal('hello'), token: z.string() }),
  ]),
  fromServer: z.object({ text: z.string() }),
  binary: true,
  maxMessageBytes: 1_000,
});

const impatientSocket = { ...echoSocket, name: 'impatient', path: '/ws/impatient' };

@Module({ imports: [SocketsModule] })
class EchoModule {
  constructor(door: SocketDoor, tokens: TokenVerifier) {
    door.open({
      socket: echoSocket,
      messages: { burst: 20, perSecond: 0.01 },
      bytes: { burst: 5_000, perSecond: 1 },
      maxPerNetwork: 3,
      enter: (socket) => ({
        onMessage: (message) => {
          if (message.type === 'say') return socket.send({ text: message.text });
          void tokens.verify(message.token).then((claims) => {
            door.holdTo(socket, claims);
            socket.send({ text: `hello ${claims.name}` });
          });
        },
        onInvalid: () => socket.send({ text: 'what?' }),
        onBinary: (data) => socket.sendBinary(data),
      }),
    });
    door.open({
      socket: impatientSocket,
      messages: { burst: 20, perSecond: 1 },
      firstMessageWithinMs: 100,
      enter: () => ({ onMessage: () => undefined, onInvalid: () => undefined }),
    });
  }
}

let rig: GatewayRig;
let host: string;
let stop: () => Promise<void>;

beforeAll(async () => {
  rig = await GatewayRig.start();
  const config = rig.configOf();
  const module = (): DynamicModule => {
    const app = AppModule.forRoot(config);
    return { ...app, imports: [...(app.imports ?? []), EchoModule] };
  };
  const app = await createService({ name: 'gateway', readConfig: () => config, module }, config);
  await app.listen(0, '127.0.0.1');
  host = `127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
  stop = () => app.close();
});
afterAll(async () => {
  await stop?.();
  await rig.stop();
});

interface Visitor {
  ws: WebSocket;
  heard: string[];
  closed: Promise<number>;
  hears(text: string): Promise<void>;
}

let visitors = 0;
async function visit(address?: string, path = '/ws/echo'): Promise<Visitor> {
  const from = address ?? `10.0.0.${(visitors += 1)}`;
  const ws = new WebSocket(`ws://${host}${path}`, {
    headers: { 'x-hearth-edge': EDGE_SECRET, 'x-forwarded-for': from },
  });
  const heard: string[] = [];
  const waiting = new Set<() => void>();
  ws.on('message', (data: Buffer, isBinary: boolean) => {
    heard.push(isBinary ? data.toString() : (JSON.parse(data.toString()) as { text: string }).text);
    waiting.forEach((look) => look());
  });
  const closed = new Promise<number>((resolve) => ws.on('close', resolve));
  await new Promise((resolve, reject) => ws.on('open', resolve).on('error', reject));
  const hears = (text: string) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (heard.includes(text)) resolve();
      };
      waiting.add(look);
      look();
    });
  return { ws, heard, closed, hears };
}
const say = (text: string) => JSON.stringify({ type: 'say', text });

describe('a socket that is open to everyone', () => {
  it('lets nobody in from a page of another site, with a token or without', async () => {
    const foreign = { origin: 'https://evil.example', authorization: `Bearer ${rig.issuer.sign('admin')}` };
    const { status, body } = await refusedUpgrade(`ws://${host}/ws/echo`, foreign);
    expect([status, problemBody.parse(body).code]).toEqual([403, 'request.forged']);
  });

  it('takes what the contracts say, as text and as bytes', async () => {
    const { ws, heard, hears, closed } = await visit();
    ws.send('{"type":"shout"}');
    ws.send(say('one'));
    ws.send(Buffer.from('two'));
    await hears('two');
    expect(heard).toEqual(['what?', 'one', 'two']);
    ws.close();
    await closed;
  });

  it('puts out who says nothing valid in time', async () => {
    const { ws, closed } = await visit(undefined, impatientSocket.path);
    ws.send('nothing');
    expect(await closed).toBe(4408);
  });

  it.each([
    ['too many messages', 1008, () => Array.from({ length: 21 }, () => say('x'))],
    ['too many bytes', 1008, () => Array.from({ length: 6 }, () => Buffer.alloc(900))],
    ['too large a message', 1009, () => [Buffer.alloc(1_001)]],
  ])('puts out who sends %s', async (_, code, messages) => {
    const { ws, closed } = await visit();
    for (const message of messages()) ws.send(message);
    expect(await closed).toBe(code);
  });

  it('has so many places for one network, and no fewer after some have left', async () => {
    const network = '2001:db8:1:2';
    const three = await Promise.all([1, 2, 3].map((n) => visit(`${network}::${n}`)));
    const headers = { 'x-hearth-edge': EDGE_SECRET, 'x-forwarded-for': `${network}::4` };
    expect((await refusedUpgrade(`ws://${host}/ws/echo`, headers)).status).toBe(429);
    const other = await visit('2001:db8:1:3::1');
    for (const { ws, closed } of [...three, other]) {
      ws.close();
      await closed;
    }
    const again = await visit(`${network}::4`);
    again.ws.close();
    await again.closed;
  });

  it('closes who said who they are, once their session is ended', async () => {
    const sid = crypto.randomUUID();
    const { ws, hears, closed } = await visit();
    ws.send(JSON.stringify({ type: 'hello', token: rig.issuer.sign('viewer', { sid }) }));
    await hears('hello viewer');
    const payload = { sessionId: sid, userId: crypto.randomUUID(), reason: 'revoked' };
    await rig.publish(sessionRevoked, payload as PayloadOf<typeof sessionRevoked>);
    expect(await closed).toBe(4401);
  });
});
