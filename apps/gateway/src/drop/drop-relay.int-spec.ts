import { createHash, randomBytes } from 'node:crypto';
import { request, type IncomingMessage } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { problemBody, type DropJoined } from '@hearth/contracts';
import { eventually } from '@hearth/testing';
import { DropClient } from '../../test/drop-client.js';
import { GatewayRig, type Gateway } from '../../test/gateway-rig.js';

let rig: GatewayRig;
let here: Gateway;
let there: Gateway;
let sessionId: string;
let anna: DropClient;
let ben: DropClient;
const clients: DropClient[] = [];

beforeAll(async () => {
  rig = await GatewayRig.start();
  const changes = { HEARTH_DROP_RELAY_QUOTA: '64MiB' };
  [here, there] = await Promise.all([rig.startGateway(changes), rig.startGateway(changes)]);
  sessionId = await makeSession();
  anna = await DropClient.join(here, sessionId, 'Anna');
  ben = await DropClient.join(there, sessionId, 'Ben');
  clients.push(anna, ben);
});
afterAll(async () => {
  await Promise.all(clients.map((client) => client.leave()));
  await rig.stop();
});
afterEach(() => rig.database.query('UPDATE realtime.drop_sessions SET relayed_bytes = 0'));

async function makeSession(): Promise<string> {
  const headers = { authorization: `Bearer ${rig.issuer.sign('viewer')}` };
  const response = await fetch(`http://${here.host}/api/drop/sessions`, { method: 'POST', headers });
  return ((await response.json()) as { sessionId: string }).sessionId;
}

const at = (gateway: Gateway, id: string) => `http://${gateway.host}/api/drop/relay/${id}`;

async function put(gateway: Gateway, id: string, body: Uint8Array, as = anna) {
  const response = await fetch(at(gateway, id), { method: 'PUT', headers: as.bearer, body });
  const text = await response.text();
  return {
    status: response.status,
    code: text === '' ? undefined : problemBody.parse(JSON.parse(text)).code,
  };
}

async function fetchBytes(gateway: Gateway, id: string, as = ben) {
  const response = await fetch(at(gateway, id), { headers: as.bearer });
  const body = Buffer.from(await response.arrayBuffer());
  const code = response.ok ? undefined : problemBody.parse(JSON.parse(body.toString())).code;
  return { status: response.status, code, body, length: response.headers.get('content-length') };
}

const places = [
  ['one gateway', () => here, () => here],
  ['two gateways', () => here, () => there],
] as const;

describe.each(places)('a relay through %s', (_, from, to) => {
  it.each(['the sender', 'the receiver'])('hands bytes on, whether %s comes first', async (first) => {
    const [id, bytes] = [crypto.randomUUID(), randomBytes(3_000_000)];
    const sending = () => put(from(), id, bytes);
    const receiving = () => fetchBytes(to(), id);
    const pending = first === 'the sender' ? sending() : receiving();
    await begun(id);
    const [sent, received] =
      first === 'the sender'
        ? await Promise.all([pending, receiving()])
        : await Promise.all([sending(), pending]);
    expect(sent).toEqual({ status: 204, code: undefined });
    expect(received).toMatchObject({ status: 200, length: '3000000' });
    expect((received as Awaited<ReturnType<typeof receiving>>).body.equals(bytes)).toBe(true);
  });

  it.each(['application/octet-stream', 'image/jpeg', 'application/json', undefined])(
    'hands on bodies of the type %s as they are',
    async (type) => {
      const [id, bytes] = [crypto.randomUUID(), randomBytes(2_000_000)];
      const headers = { ...anna.bearer, ...(type !== undefined && { 'content-type': type }) };
      const [sent, { body }] = await Promise.all([
        fetch(at(from(), id), { method: 'PUT', headers, body: bytes }),
        fetchBytes(to(), id),
      ]);
      expect(sent.status).toBe(204);
      expect(body.equals(bytes)).toBe(true);
    },
  );

  it('hands nothing as well', async () => {
    const id = crypto.randomUUID();
    const [sent, received] = await Promise.all([put(from(), id, new Uint8Array()), fetchBytes(to(), id)]);
    expect([sent.status, received.status, received.body.length]).toEqual([204, 200, 0]);
  });

  it('many at once do not mix', async () => {
    const all = Array.from({ length: 12 }, () => [crypto.randomUUID(), randomBytes(100_000)] as const);
    const received = await Promise.all(
      all.map(async ([id, bytes]) => {
        const [, { body }] = await Promise.all([put(from(), id, bytes), fetchBytes(to(), id)]);
        return body;
      }),
    );
    const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
    expect(received.map(digest)).toEqual(all.map(([, bytes]) => digest(bytes)));
  });

  it('is as fast as who reads: a sender whose receiver stops is stopped', async () => {
    const id = crypto.randomUUID();
    const sender = request(at(from(), id), { method: 'PUT', headers: anna.bearer });
    const answered = new Promise<number>((resolve) =>
      sender.on('response', (r) => resolve(r.statusCode ?? 0)),
    );
    sender.on('error', () => undefined);
    const receiver = await new Promise<IncomingMessage>((resolve) => {
      request(at(to(), id), { headers: ben.bearer }, resolve).end();
      sender.write(Buffer.alloc(1));
    });
    const chunk = Buffer.alloc(256 * 1024);
    let written = 1;
    // Until nothing is taken any more: buffers on the way hold some megabytes.
    while (sender.writableLength === 0 || (await drained(sender))) {
      sender.write(chunk);
      written += chunk.length;
    }
    expect(written).toBeLessThan(40 * 1024 ** 2);
    sender.end();
    let read = 0;
    for await (const piece of receiver) read += (piece as Buffer).length;
    expect(read).toBe(written);
    expect(await answered).toBe(204);
  });

  it('tells the sender when the receiver has gone, and cuts the receiver off when the sender has', async () => {
    const gone = crypto.randomUUID();
    const sending = put(from(), gone, randomBytes(20_000_000));
    const receiver = await new Promise<IncomingMessage>((resolve) => {
      request(at(to(), gone), { headers: ben.bearer }, resolve).end();
    });
    receiver.destroy();
    expect(await sending).toEqual({ status: 409, code: 'drop.relay-broken' });

    const left = crypto.randomUUID();
    const sender = request(at(from(), left), {
      method: 'PUT',
      headers: { ...anna.bearer, 'content-length': 10 },
    });
    sender.on('error', () => undefined);
    sender.write('half ');
    const cut = await new Promise<IncomingMessage>((resolve) => {
      request(at(to(), left), { headers: ben.bearer }, resolve).end();
    });
    const failure = new Promise((resolve) => cut.on('error', resolve).on('aborted', resolve));
    cut.once('data', () => sender.destroy());
    await failure;
  });
});

describe('a relay', () => {
  it('is for members of the session alone', async () => {
    const id = crypto.randomUUID();
    const other = await DropClient.join(there, await makeSession());
    const mine = put(here, id, randomBytes(10));
    const stop = new AbortController();
    const theirs = fetch(at(there, id), { headers: other.bearer, signal: stop.signal }).catch(
      () => undefined,
    );
    await begun(id);
    const { body } = await fetchBytes(there, id);
    expect(body).toHaveLength(10);
    expect((await mine).status).toBe(204);
    await other.leave();
    await rig.database.query('DELETE FROM realtime.drop_members WHERE peer_id = $1', [other.peerId]);
    const response = await fetch(at(here, id), { headers: other.bearer });
    expect(response.status).toBe(401);
    stop.abort();
    expect(await theirs).toBeUndefined();
  });

  it('has one sender and one receiver', async () => {
    const id = crypto.randomUUID();
    const first = put(here, id, randomBytes(10));
    await begun(id);
    expect(await put(here, id, randomBytes(10))).toEqual({ status: 409, code: 'drop.relay-taken' });
    await fetchBytes(here, id);
    expect((await first).status).toBe(204);
  });

  it('lets so much through in one session, and no more', async () => {
    const id = crypto.randomUUID();
    const [sent] = await Promise.allSettled([
      put(here, id, new Uint8Array(65 * 1024 ** 2)),
      fetchBytes(there, id),
    ]);
    // Told in the middle of its body a client may hear no more than that it was hung up on.
    if (sent.status === 'fulfilled') expect(sent.value.code).toBe('drop.quota-exceeded');
    await eventually(async () => (await put(here, crypto.randomUUID(), new Uint8Array(1))).status === 413);
  });

  it('is over with its session', async () => {
    const sub = crypto.randomUUID();
    const headers = { authorization: `Bearer ${rig.issuer.sign('viewer', { sub })}` };
    const made = await fetch(`http://${here.host}/api/drop/sessions`, { method: 'POST', headers });
    const own = ((await made.json()) as { sessionId: string }).sessionId;
    const member = await DropClient.join(here, own);
    const id = crypto.randomUUID();
    const waiting = put(here, id, randomBytes(10), member);
    await begun(id);
    await fetch(`http://${there.host}/api/drop/sessions/${own}`, { method: 'DELETE', headers });
    expect((await waiting).code).toBe('drop.session-expired');
    await member.closed;
  });
});

/** Announced: its gateway has it by then. */
async function begun(id: string): Promise<void> {
  await eventually(() => rig.relaysHeard.some((subject) => subject.includes(id)));
}

/** Whether it took what was written within a moment; a reader that stopped never does. */
function drained(writer: NodeJS.WritableStream): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), 1_000);
    writer.once('drain', () => {
      clearTimeout(timer);
      resolve(true);
    });
  });
}

describe('a member without a WebSocket', () => {
  async function join(gateway: Gateway, session: string): Promise<DropJoined> {
    const response = await fetch(`http://${gateway.host}/api/drop/members`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ sessionId: session, name: 'Quiet' }),
    });
    expect(response.status).toBe(201);
    return (await response.json()) as DropJoined;
  }

  async function listen(gateway: Gateway, { memberToken }: DropJoined, lastEventId?: string) {
    const stop = new AbortController();
    const response = await fetch(`http://${gateway.host}/api/drop/events`, {
      headers: {
        authorization: `Bearer ${memberToken}`,
        ...(lastEventId !== undefined && { 'last-event-id': lastEventId }),
      },
      signal: stop.signal,
    });
    let text = '';
    void (async () => {
      const decoder = new TextDecoder();
      for await (const chunk of response.body as AsyncIterable<Uint8Array>)
        text += decoder.decode(chunk, { stream: true });
    })().catch(() => undefined);
    const events = () =>
      [...text.matchAll(/id: (\d+)\ndata: (.*)\n\n/g)].map(([, id, data]) => ({
        id,
        ...JSON.parse(data ?? ''),
      }));
    return { events, stop: () => stop.abort(), type: response.headers.get('content-type') };
  }

  const say = (gateway: Gateway, { memberToken }: DropJoined, body: object) =>
    fetch(`http://${gateway.host}/api/drop/signals`, {
      method: 'POST',
      headers: { authorization: `Bearer ${memberToken}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  it('hears and says the same, whichever gateways its requests come to, and misses nothing in between', async () => {
    const session = await makeSession();
    const mia = await DropClient.join(here, session, 'Mia');
    const quiet = await join(here, session);
    expect(quiet.peers).toEqual([{ peerId: mia.peerId, name: 'Mia' }]);
    expect((await mia.hears('peer-joined')).peer).toEqual({ peerId: quiet.peerId, name: 'Quiet' });
    mia.say({ type: 'offer', to: quiet.peerId, sealed: 'Zmlyc3Q' });
    const first = await listen(there, quiet);
    expect(first.type).toBe('text/event-stream');
    await eventually(() => first.events().length === 1);
    expect(first.events()[0]).toMatchObject({ type: 'offer', from: mia.peerId, sealed: 'Zmlyc3Q' });
    expect((await say(here, quiet, { type: 'answer', to: mia.peerId, sealed: 'YmFjaw' })).status).toBe(204);
    expect((await mia.hears('answer')).from).toBe(quiet.peerId);
    first.stop();
    mia.say({ type: 'candidate', to: quiet.peerId, sealed: 'bWlzc2Vk' });
    const second = await listen(here, quiet, first.events()[0]?.id);
    await eventually(() => second.events().length > 0);
    expect(second.events()[0]).toMatchObject({ type: 'candidate', sealed: 'bWlzc2Vk' });
    for (const gateway of [here, there])
      expect((await say(gateway, quiet, { type: 'ping' })).status).toBe(204);
    await eventually(() => second.events().filter(({ type }) => type === 'pong').length === 2);
    expect((await say(there, quiet, { type: 'leave' })).status).toBe(204);
    expect((await mia.hears('peer-left')).peerId).toBe(quiet.peerId);
    expect((await say(there, quiet, { type: 'ping' })).status).toBe(401);
    second.stop();
    await mia.leave();
  });

  it('is told that the session has ended', async () => {
    const session = await makeSession();
    const quiet = await join(there, session);
    const { events } = await listen(here, quiet);
    await rig.database.query('UPDATE realtime.drop_sessions SET expires_at = now() WHERE id = $1', [session]);
    await eventually(() => events().some(({ type }) => type === 'ended'));
  });
});

describe('a gateway that is killed', () => {
  it('loses its members, which the others hear', async () => {
    const session = await makeSession();
    const mia = await DropClient.join(here, session);
    const lost = crypto.randomUUID();
    await rig.database.query(
      `INSERT INTO realtime.drop_members (peer_id, session_id, name, token_hash, seen_at)
       VALUES ($1, $2, 'Lost', '\\x00', now() - interval '1 minute')`,
      [lost, session],
    );
    expect((await mia.hears('peer-left')).peerId).toBe(lost);
    await mia.leave();
  });
});
