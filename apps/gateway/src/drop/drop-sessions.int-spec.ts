import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { endpoints, problemBody, ROLES, type Endpoint } from '@hearth/contracts';
import { eventually, ROUTE_MATRIX } from '@hearth/testing';
import { createHmac, randomBytes } from 'node:crypto';
import { DropClient } from '../../test/drop-client.js';
import { EDGE_SECRET, GatewayRig, refusedUpgrade, type Gateway } from '../../test/gateway-rig.js';

let rig: GatewayRig;
let here: Gateway;
let there: Gateway;

beforeAll(async () => {
  rig = await GatewayRig.start();
  const changes = { HEARTH_TURN_PORT: '3478', HEARTH_TURN_SECRET: 'a secret of sixteen' };
  [here, there] = await Promise.all([rig.startGateway(changes), rig.startGateway(changes)]);
});
afterAll(() => rig.stop());

const UNKNOWN = '0198c0de-0000-7000-8000-000000000001';
const as = (role: 'viewer' | 'editor' | 'admin', claims = {}) => ({
  authorization: `Bearer ${rig.issuer.sign(role, claims)}`,
});

async function ask(
  method: 'GET' | 'POST' | 'DELETE' | 'PUT',
  url: string,
  { at = here, headers = {}, body }: { at?: Gateway; headers?: Record<string, string>; body?: unknown } = {},
) {
  const response = await fetch(`http://${at.host}${url}`, {
    method,
    headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const isProblem = response.headers.get('content-type')?.startsWith('application/problem+json');
  const json = text === '' ? undefined : JSON.parse(text);
  return { status: response.status, json, code: isProblem ? problemBody.parse(json).code : undefined };
}

async function makeSession(options: object = {}, claims = {}): Promise<string> {
  const { json } = await ask('POST', '/api/drop/sessions', { headers: as('viewer', claims), body: options });
  return json.sessionId as string;
}

describe('who may call', () => {
  const own = Object.values(endpoints).filter(({ path }) => path.startsWith('/api/drop'));
  it.each(own.map((endpoint) => [endpoint.name, endpoint as Endpoint] as const))(
    '%s is as the matrix says',
    async (name, { method, path }) => {
      const row = ROUTE_MATRIX[name as keyof typeof ROUTE_MATRIX];
      const url = path.replace(/:\w+/, UNKNOWN);
      const entry = async (headers: Record<string, string>) => {
        // What is not about who calls must be right where it is looked at first.
        const body = name === 'sendDropSignal' ? { type: 'ping' } : undefined;
        const { status } = await ask(method as 'GET', url, { headers, body });
        return status === 401 || status === 403 ? status : 'in';
      };
      expect(await entry({})).toBe(row.nobody);
      for (const role of ROLES) expect([role, await entry(as(role))]).toEqual([role, row[role]]);
    },
  );
});

describe('a session', () => {
  it('is made by whoever is signed in, and described to whoever has its address, at any gateway', async () => {
    const made = await ask('POST', '/api/drop/sessions', {
      headers: as('viewer'),
      body: { label: 'Holiday', password: 'sea' },
    });
    expect(made.status).toBe(201);
    expect(made.json.url).toBe(`https://hub.test/drop/${made.json.sessionId}`);
    expect(made.json.qrSvg).toMatch(/^<svg/);
    const { json } = await ask('GET', `/api/drop/sessions/${made.json.sessionId}`, { at: there });
    expect(json).toEqual({ label: 'Holiday', needsPassword: true, expiresAt: made.json.expiresAt });
  });

  it('is found by its words at any gateway, while it lasts, and no two have the same', async () => {
    const words = { id: randomBytes(16).toString('base64url'), sealedKey: 'A'.repeat(80) };
    const sub = crypto.randomUUID();
    const sessionId = await makeSession({ words }, { sub });
    const found = await ask('GET', `/api/drop/words/${words.id}`, { at: there });
    expect(found.json).toEqual({ sessionId, sealedKey: words.sealedKey });
    const second = await ask('POST', '/api/drop/sessions', { headers: as('viewer'), body: { words } });
    expect([second.status, second.code]).toEqual([409, 'drop.words-taken']);
    const unknown = await ask('GET', `/api/drop/words/${'x'.repeat(22)}`);
    expect([unknown.status, unknown.code]).toEqual([404, 'drop.session-not-found']);
    expect((await ask('GET', '/api/drop/words/a')).status).toBe(400);
    await ask('DELETE', `/api/drop/sessions/${sessionId}`, { headers: as('viewer', { sub }) });
    const over = await ask('GET', `/api/drop/words/${words.id}`);
    expect([over.status, over.code]).toEqual([410, 'drop.session-expired']);
  });

  it('is counted by the health of drop', async () => {
    const before = (await ask('GET', '/api/drop/health')).json.sessions;
    await makeSession();
    const { json } = await ask('GET', '/api/drop/health', { at: there });
    expect(json).toMatchObject({ status: 'ok', sessions: before + 1 });
    expect(Date.parse(json.timestamp)).not.toBeNaN();
  });

  it('is not found, and is gone once it has expired', async () => {
    const unknown = await ask('GET', `/api/drop/sessions/${UNKNOWN}`);
    expect([unknown.status, unknown.code]).toEqual([404, 'drop.session-not-found']);
    expect((await ask('GET', '/api/drop/sessions/1')).status).toBe(400);
    const id = await makeSession();
    await rig.database.query('UPDATE realtime.drop_sessions SET expires_at = now() WHERE id = $1', [id]);
    const expired = await ask('GET', `/api/drop/sessions/${id}`);
    expect([expired.status, expired.code]).toEqual([410, 'drop.session-expired']);
  });

  it('is ended by its maker alone, who puts everyone out at every gateway', async () => {
    const sub = crypto.randomUUID();
    const id = await makeSession({}, { sub });
    const members = [await DropClient.join(here, id), await DropClient.join(there, id)];
    expect((await ask('DELETE', `/api/drop/sessions/${id}`, { headers: as('admin') })).status).toBe(403);
    const mine = { headers: as('viewer', { sub }) };
    expect((await ask('DELETE', `/api/drop/sessions/${id}`, mine)).status).toBe(204);
    for (const member of members) {
      await member.hears('ended');
      expect(await member.closed).toBe(4410);
    }
    expect((await ask('GET', `/api/drop/sessions/${id}`)).status).toBe(410);
    const late = await ask('GET', '/api/drop/ice-servers', { headers: members[0]?.bearer ?? {} });
    expect([late.status, late.code]).toEqual([401, 'auth.token-invalid']);
  });

  it('that expires puts out who is in it', async () => {
    const id = await makeSession();
    const member = await DropClient.join(there, id);
    await rig.database.query('UPDATE realtime.drop_sessions SET expires_at = now() WHERE id = $1', [id]);
    await member.hears('ended');
  });

  it('of the house is the same for everyone in it', async () => {
    const answers = await Promise.all(
      [here, there, here].map((at) => ask('GET', '/api/drop/house', { at, headers: as('viewer') })),
    );
    const [first] = answers;
    expect(first?.json.key).toMatch(/^[\w-]{43}$/);
    for (const { json } of answers) expect(json).toEqual(first?.json);
    await (await DropClient.join(here, first?.json.sessionId)).leave();
  });
});

describe('joining', () => {
  it('tells who is there and who comes and goes, across gateways', async () => {
    const id = await makeSession();
    const anna = await DropClient.join(here, id, 'Anna');
    const ben = await DropClient.join(there, id, 'Ben');
    expect(anna.joined?.peers).toEqual([]);
    expect(ben.joined?.peers).toEqual([{ peerId: anna.peerId, name: 'Anna' }]);
    expect(await anna.hears('peer-joined')).toEqual({
      type: 'peer-joined',
      peer: { peerId: ben.peerId, name: 'Ben' },
    });
    await ben.leave();
    expect(await anna.hears('peer-left')).toEqual({ type: 'peer-left', peerId: ben.peerId });
    await anna.leave();
  });

  it('at the same moment, all see each other', async () => {
    const id = await makeSession();
    const members = await Promise.all(
      Array.from({ length: 8 }, (_, n) => DropClient.join(n % 2 ? here : there, id, `device ${n}`)),
    );
    for (const member of members) {
      const others = () => [
        ...(member.joined?.peers ?? []).map(({ peerId }) => peerId),
        ...member.received.flatMap((message) =>
          message.type === 'peer-joined' ? [message.peer.peerId] : [],
        ),
      ];
      await eventually(() => others().length >= 7);
      const expected = members.flatMap(({ peerId }) => (peerId === member.peerId ? [] : [peerId]));
      expect(others().sort()).toEqual(expected.sort());
    }
    await Promise.all(members.map((member) => member.leave()));
  });

  it('needs the password, of which so many may be tried', async () => {
    const id = await makeSession({ password: 'sea' });
    const client = await DropClient.open(here, {
      headers: { 'x-hearth-edge': EDGE_SECRET, 'x-forwarded-for': '10.9.9.9' },
    });
    for (let n = 0; n < 10; n += 1) {
      client.say({ type: 'join', sessionId: id, name: 'A', password: `wrong ${n}` });
      expect((await client.hears('refused')).code).toBe('drop.password-wrong');
    }
    client.say({ type: 'join', sessionId: id, name: 'A', password: 'sea' });
    expect((await client.hears('refused')).code).toBe('request.rate-limited');
    const body = { sessionId: id, name: 'A', password: 'sea' };
    const headers = { 'x-hearth-edge': EDGE_SECRET, 'x-forwarded-for': '10.9.9.9' };
    expect((await ask('POST', '/api/drop/members', { at: there, headers, body })).status).toBe(429);
    const other = await DropClient.open(there);
    other.say({ type: 'join', sessionId: id, name: 'B', password: 'sea' });
    await other.hears('joined');
    await Promise.all([client.leave(), other.leave()]);
  });

  it('is refused by what is not there, has ended, is full or is no name', async () => {
    const client = await DropClient.open(here);
    const codeOf = async (sessionId: string, name = 'A') => {
      client.say({ type: 'join', sessionId, name });
      return (await client.hears('refused')).code;
    };
    expect(await codeOf(UNKNOWN)).toBe('drop.session-not-found');
    const id = await makeSession();
    expect(await codeOf(id, 'a\u202eb')).toBe('request.invalid');
    const full = await Promise.all(Array.from({ length: 16 }, () => DropClient.join(there, id)));
    expect(await codeOf(id)).toBe('drop.session-full');
    await full[0]?.leave();
    await full[1]?.hears('peer-left');
    client.say({ type: 'join', sessionId: id, name: 'A' });
    await client.hears('joined');
    expect(await codeOf(id)).toBe('request.invalid');
    await Promise.all([client, ...full.slice(1)].map((member) => member.leave()));
  });

  it('is not offered to pages of other sites', async () => {
    const answer = await refusedUpgrade(`ws://${here.host}/ws/drop`, { origin: 'https://evil.example' });
    expect(answer.status).toBe(403);
  });
});

describe('signals', () => {
  it.each(['here', 'there'] as const)('go to the one that is meant, who is %s', async (place) => {
    const id = await makeSession();
    const [anna, ben, eve] = await Promise.all([
      DropClient.join(here, id),
      DropClient.join(place === 'here' ? here : there, id),
      DropClient.join(there, id),
    ]);
    for (const type of ['offer', 'answer', 'candidate', 'signal'] as const) {
      // Who says it is for the hub to say.
      anna.say({ type, to: ben.peerId, sealed: 'c2VhbGVk', from: eve.peerId } as never);
      expect(await ben.hears(type)).toEqual({ type, from: anna.peerId, sealed: 'c2VhbGVk' });
    }
    ben.say({ type: 'signal', to: eve.peerId, sealed: 'bGFzdA' });
    await eve.hears('signal');
    expect(
      eve.received.filter(({ type }) => ['offer', 'answer', 'candidate', 'signal'].includes(type)),
    ).toEqual([]);
    await Promise.all([anna, ben, eve].map((member) => member.leave()));
  });

  it('are handed on whatever the form of what is sealed, up to the size of a message', async () => {
    const id = await makeSession();
    const [anna, ben] = [await DropClient.join(here, id), await DropClient.join(there, id)];
    const bare = JSON.stringify({ type: 'signal', to: ben.peerId, sealed: '' }).length;
    for (const sealed of ['a+b/cd==', 'x'.repeat(64 * 1024 - bare)]) {
      anna.say({ type: 'signal', to: ben.peerId, sealed });
      expect((await ben.hears('signal')).sealed).toBe(sealed);
    }
    await Promise.all([anna.leave(), ben.leave()]);
  });

  it('come in the order in which they were said', async () => {
    const id = await makeSession();
    const [anna, ben] = [await DropClient.join(here, id), await DropClient.join(there, id)];
    for (let n = 0; n < 200; n += 1) anna.say({ type: 'candidate', to: ben.peerId, sealed: `n${n}` });
    const heard: string[] = [];
    while (heard.length < 200) heard.push((await ben.hears('candidate')).sealed);
    expect(heard).toEqual(Array.from({ length: 200 }, (_, n) => `n${n}`));
    await Promise.all([anna.leave(), ben.leave()]);
  });

  it('do not go to another session, to nobody, or from who has not joined', async () => {
    const [one, two] = [await makeSession(), await makeSession()];
    const [anna, ben] = [await DropClient.join(here, one), await DropClient.join(here, two)];
    for (const to of [ben.peerId, UNKNOWN]) {
      anna.say({ type: 'offer', to, sealed: 'x' });
      expect((await anna.hears('refused')).code).toBe('drop.peer-not-found');
    }
    const stranger = await DropClient.open(here);
    stranger.say({ type: 'offer', to: ben.peerId, sealed: 'x' });
    expect((await stranger.hears('refused')).code).toBe('request.invalid');
    ben.say({ type: 'ping' });
    await ben.hears('pong');
    expect(ben.received).toEqual([]);
    await Promise.all([anna, ben, stranger].map((client) => client.leave()));
  });

  it.each([
    ['no JSON', 'hello'],
    ['another type', '{"type":"shout"}'],
    ['no uuid', '{"type":"offer","to":"1","sealed":"x"}'],
    ['what is not sealed', `{"type":"offer","to":"${UNKNOWN}","sealed":{"sdp":""}}`],
    ['deep JSON', '['.repeat(30_000)],
  ])('that are %s are refused, and the socket stays', async (_, message) => {
    const client = await DropClient.open(here);
    client.ws.send(message);
    expect((await client.hears('refused')).code).toBe('request.invalid');
    client.say({ type: 'ping' });
    await client.hears('pong');
    await client.leave();
  });

  it('that flood are cut off', async () => {
    const client = await DropClient.open(here);
    for (let n = 0; n < 1_000; n += 1) client.say({ type: 'ping' });
    expect(await client.closed).toBe(1008);
  });
});

describe('ICE servers', () => {
  it('are the hub’s own, with credentials that end within the hour', async () => {
    const id = await makeSession();
    const member = await DropClient.join(here, id);
    const { json } = await ask('GET', '/api/drop/ice-servers', { at: there, headers: member.bearer });
    const turn = json.iceServers.find(({ username }: { username?: string }) => username !== undefined);
    const [expiry] = turn.username.split(':');
    expect(Number(expiry) * 1000 - Date.now()).toBeLessThanOrEqual(3_600_000);
    const right = createHmac('sha1', 'a secret of sixteen').update(turn.username).digest('base64');
    expect(turn.credential).toBe(right);
    expect(turn.urls[0]).toBe('turn:127.0.0.1:3478?transport=udp');
    await member.leave();
  });
});
