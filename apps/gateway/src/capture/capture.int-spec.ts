import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CaptureSession, Take } from '@hearth/contracts';
import { call, hubNow, makeUnits, Phone, readyTake, until, type Unit } from '../../test/capture-client.js';
import { GatewayRig, LiveClient, type Gateway } from '../../test/gateway-rig.js';

let rig: GatewayRig;
let here: Gateway;
let there: Gateway;
let director: string;
let units: Unit[];

beforeAll(async () => {
  rig = await GatewayRig.start();
  [here, there] = [await rig.startGateway(), await rig.startGateway()];
  director = rig.issuer.sign('editor');
  units = makeUnits(4);
});
afterAll(() => rig.stop());

interface Opened {
  readonly sessionId: string;
  readonly pairingToken: string;
}

async function openSession(expectedDevices: number, extra: object = {}): Promise<Opened> {
  const body = { mode: expectedDevices === 1 ? 'single' : '3d', expectedDevices, consent: true, ...extra };
  const answer = await call<Opened>(here, 'POST', '/api/capture/sessions', { token: director, body });
  expect(answer.status).toBe(201);
  return answer.body;
}

const register = (gateway: Gateway, token: string, deviceId: string) =>
  call<{ streamToken: string }>(gateway, 'POST', '/api/capture/devices', {
    body: { token, deviceId, metadata: { label: deviceId } },
  });

const describeSession = async (gateway: Gateway, { sessionId }: Opened) =>
  (await call<CaptureSession>(gateway, 'GET', `/api/capture/sessions/${sessionId}`, { token: director }))
    .body;

async function joinAs(gateway: Gateway, session: Opened, deviceId: string, offsetMs = 0): Promise<Phone> {
  const { status, body } = await register(gateway, session.pairingToken, deviceId);
  expect(status).toBe(201);
  const phone = new Phone(deviceId, body.streamToken, offsetMs);
  await phone.connect(gateway);
  phone.sendSamples();
  return phone;
}

const startTake = (gateway: Gateway, { sessionId }: Opened) =>
  call<Take>(gateway, 'POST', `/api/capture/sessions/${sessionId}/takes`, {
    token: director,
    body: { countdownSec: 0, force: true, label: 'Run' },
  });

const stopTake = (gateway: Gateway, { sessionId }: Opened, id: string) =>
  call(gateway, 'POST', `/api/capture/sessions/${sessionId}/takes/${id}/stop`, { token: director });

/** Pictures 1/15 s apart from a moment of the hub's clock on. */
function film(phone: Phone, fromMs: number, from = 0, to = units.length): Uint8Array[] {
  return units
    .slice(from, to)
    .map(({ bytes, isKey }, index) => phone.envelope(bytes, isKey, fromMs + ((from + index) * 1000) / 15));
}

describe('joining', () => {
  it.each([
    ['without consent', { mode: '3d', expectedDevices: 3, consent: false }],
    ['with five phones', { mode: '3d', expectedDevices: 5, consent: true }],
    ['with a code for a day', { mode: '3d', expectedDevices: 2, consent: true, tokenTtlSec: 86_400 }],
  ])('no session is opened %s', async (_, body) => {
    const answer = await call(here, 'POST', '/api/capture/sessions', { token: director, body });
    expect([answer.status, answer.body.code]).toEqual([400, 'request.invalid']);
  });

  it('lets in as many as were expected, each once, however many try at any gateway at once', async () => {
    const session = await openSession(3);
    const answers = await Promise.all(
      Array.from({ length: 24 }, (_, index) =>
        register(index % 2 ? here : there, session.pairingToken, `phone-${index % 12}`),
      ),
    );
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 201)).toHaveLength(3);
    expect(statuses.filter((status) => status === 409)).toHaveLength(21);
    const validated = await call(there, 'GET', `/api/capture/validate?token=${session.pairingToken}`);
    expect(validated.body).toMatchObject({ registeredDevices: 3, sessionId: session.sessionId });
  });

  it('says why a phone may not join', async () => {
    const session = await openSession(1);
    await register(here, session.pairingToken, 'first');
    const again = await register(there, session.pairingToken, 'first');
    const surplus = await register(there, session.pairingToken, 'second');
    const forged = await register(here, `${session.pairingToken}x`, 'third');
    expect([again.body.code, surplus.body.code]).toEqual([
      'capture.device-registered',
      'capture.session-full',
    ]);
    expect([forged.status, forged.body.code]).toEqual([401, 'capture.token-invalid']);
    await call(here, 'DELETE', `/api/capture/sessions/${session.sessionId}`, { token: director });
    const late = await register(here, session.pairingToken, 'late');
    expect([late.status, late.body.code]).toEqual([410, 'capture.session-ended']);
  });

  it('takes no other token for one of its own', async () => {
    const session = await openSession(1);
    const stream = (await register(here, session.pairingToken, 'a')).body.streamToken;
    for (const token of [director, stream, rig.issuer.sign('admin')])
      expect((await register(here, token, 'b')).body.code).toBe('capture.token-invalid');
    const asAccess = await call(here, 'GET', `/api/capture/sessions/${session.sessionId}`, { token: stream });
    expect(asAccess.status).toBe(401);
  });

  it('shows a session to nobody but its director', async () => {
    const session = await openSession(1);
    const path = `/api/capture/sessions/${session.sessionId}`;
    expect((await call(here, 'GET', path, { token: rig.issuer.sign('editor') })).status).toBe(404);
    expect((await call(here, 'GET', path, { token: rig.issuer.sign('viewer') })).status).toBe(403);
  });
});

describe('a session', () => {
  it('is told of under a topic of its own at any gateway, to its director alone', async () => {
    const session = await openSession(1);
    const topic = `capture:${session.sessionId}` as const;
    const [own, stranger] = await Promise.all([
      LiveClient.open(there, director),
      LiveClient.open(there, rig.issuer.sign('editor', { sub: crypto.randomUUID() })),
    ]);
    await Promise.all([own.subscribe([topic]), stranger.subscribe([topic])]);
    const phone = await joinAs(here, session, 'left');
    const told = () => own.events().map(({ payload }) => (payload as { session: CaptureSession }).session);
    await own.until(() => told().some(({ devices }) => devices[0]?.deviceId === 'left'));
    await call(there, 'DELETE', `/api/capture/sessions/${session.sessionId}`, { token: director });
    await own.until(() => told().some(({ endedAt }) => endedAt !== null));
    expect(own.events().every((event) => event.topic === topic)).toBe(true);
    // Answered after whatever was told before.
    await stranger.subscribe([topic]);
    expect(stranger.events()).toEqual([]);
    await phone.close();
    await Promise.all([own.close(), stranger.close()]);
  });
});

describe('frames by HTTP', () => {
  const jpeg = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, ...new Array<number>(200).fill(7), 0xff, 0xd9);
  const path = (seq: number) => `/api/capture/frames?seq=${seq}&capturedAt=${hubNow()}`;

  it('are taken, and garbage is refused and counted', async () => {
    const session = await openSession(1);
    const token = (await register(here, session.pairingToken, 'a')).body.streamToken;
    const good = await call(there, 'POST', path(1), { token, body: jpeg });
    expect([good.status, good.body]).toEqual([200, { received: 1, lastSeq: 1 }]);
    const garbage = await call(here, 'POST', path(2), { token, body: jpeg.slice(3) });
    const packed = await call(here, 'POST', path(3), { token, body: jpeg, type: 'application/octet-stream' });
    const huge = await call(here, 'POST', path(4), { token, body: new Uint8Array(1024 ** 2 + 1) });
    expect([garbage.status, packed.status, huge.status]).toEqual([400, 400, 413]);
    expect((await call(here, 'POST', path(5), { body: jpeg })).status).toBe(401);
    const { devices } = await describeSession(here, session);
    expect(devices[0]).toMatchObject({ framesReceived: 1, transport: 'http' });
  });

  it('become a film, too', async () => {
    const session = await openSession(1);
    const token = (await register(here, session.pairingToken, 'old-phone')).body.streamToken;
    const picture = Uint8Array.from(
      execFileSync('ffmpeg', [
        ...['-loglevel', 'error', '-f', 'lavfi', '-i', 'testsrc=size=160x120:rate=1:duration=1'],
        ...['-f', 'image2pipe', '-c:v', 'mjpeg', 'pipe:1'],
      ]),
    );
    await call(here, 'POST', path(1), { token, body: picture });
    const { status, body: take } = await startTake(here, session);
    expect([status, take]).toMatchObject([201, { state: 'recording' }]);
    for (let seq = 2; seq < 12; seq += 1) await call(here, 'POST', path(seq), { token, body: picture });
    await stopTake(here, session, take.id);
    await until('the stop has passed', async () => {
      await call(here, 'POST', path(50 + Math.floor(performance.now() % 1e6)), { token, body: picture });
      const { body } = await call<Take>(here, 'GET', `/api/capture/takes/${take.id}`, { token: director });
      return body.state === 'finishing' || body.state === 'recording' ? undefined : true;
    });
    const done = await readyTake(here, take.id, director);
    expect(done.files.map(({ name }) => name)).toEqual(['old-phone.mp4', 'take.json']);
    expect(pictureTimes(done, 0)).toHaveLength(done.manifest?.devices[0]?.times.length ?? -1);
  });
});

/** The time stamps of a film's pictures, seconds. */
function pictureTimes(take: Take, device: number): number[] {
  const file = take.files.find(({ deviceId }) => deviceId === take.devices[device]?.deviceId);
  const path = join(rig.library, file?.folder ?? '', file?.name ?? '');
  const text = execFileSync('ffprobe', [
    ...['-v', 'error', '-select_streams', 'v:0', '-show_entries', 'packet=pts_time', '-of', 'csv=p=0', path],
  ]).toString();
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => Number(line.replace(',', '')));
}

describe('a take', () => {
  it('of phones at different gateways, with wrong clocks, is in step, filed, exported and removed', async () => {
    const session = await openSession(2, { label: 'Run' });
    const phones = [
      await joinAs(here, session, 'left', -123_000),
      await joinAs(there, session, 'right', 45_000),
    ];
    await until(
      'both are ready',
      async () =>
        (await describeSession(there, session)).devices.every(({ state }) => state === 'ready') || undefined,
    );
    const started = await startTake(there, session);
    expect([started.status, started.body.state]).toEqual([201, 'recording']);
    const fromMs = hubNow();
    for (const phone of phones) {
      await until('told to record', () => phone.find('record'));
      film(phone, fromMs).forEach((envelope) => phone.sendBinary(envelope));
    }
    await until(
      'all is kept',
      () => phones.every((phone) => phone.find('ack')?.lastSeq === units.length) || undefined,
    );
    // A picture from after the stop says that nothing is missing before it.
    await until('the film’s end has passed', () => hubNow() > fromMs + 4_000 || undefined);
    await stopTake(here, session, started.body.id);
    const [unit] = units as [Unit];
    for (const phone of phones) phone.sendBinary(phone.envelope(unit.bytes, true, hubNow() + 5));

    const take = await readyTake(here, started.body.id, director);
    expect(take.state).toBe('ready');
    expect(take.devices.map(({ frames }) => frames)).toEqual([60, 60]);
    expect(take.files.map(({ name, kind }) => [name, kind])).toEqual([
      ['left.mp4', 'video'],
      ['right.mp4', 'video'],
      ['take.json', 'manifest'],
    ]);
    expect(take.syncReport).toMatchObject({ alignedRatio: 1 });
    expect(take.syncReport?.p95Ms).toBeLessThan(5);
    for (const device of [0, 1]) {
      const times = take.manifest?.devices[device]?.times ?? [];
      const stamps = pictureTimes(take, device);
      expect(stamps).toHaveLength(60);
      const errors = stamps.map((stamp, index) =>
        Math.abs(stamp * 1000 - ((times[index] ?? 0) - (times[0] ?? 0))),
      );
      expect(Math.max(...errors)).toBeLessThan(1);
    }

    const zip = await fetch(`http://${here.host}/api/capture/takes/${take.id}/frames.zip`, {
      headers: { authorization: `Bearer ${director}` },
    });
    const bytes = Buffer.from(await zip.arrayBuffer());
    expect([zip.status, bytes.includes('2/000059.jpg'), bytes.includes('frames.json')]).toEqual([
      200,
      true,
      true,
    ]);

    const path = join(rig.library, take.files[0]?.folder ?? '', 'left.mp4');
    expect(existsSync(path)).toBe(true);
    const removed = await call<{ removed: { files: number } }>(
      there,
      'DELETE',
      `/api/capture/takes/${take.id}`,
      { token: director },
    );
    expect(removed.body.removed).toMatchObject({ files: 3, frames: 120 });
    expect(existsSync(path) || existsSync(join(rig.library, '.hearth/captures', take.id))).toBe(false);
    expect((await call(here, 'GET', `/api/capture/takes/${take.id}`, { token: director })).status).toBe(404);
    await Promise.all(phones.map((phone) => phone.close()));
  });

  it('loses no picture over a gap', async () => {
    const session = await openSession(1);
    const phone = await joinAs(here, session, 'gap');
    const { body: started } = await startTake(here, session);
    const fromMs = hubNow();
    const envelopes = film(phone, fromMs);
    envelopes.slice(0, 25).forEach((envelope) => phone.sendBinary(envelope));
    await until('some is kept', () => ((phone.find('ack')?.lastSeq ?? 0) >= 20 ? true : undefined));
    await phone.close();
    const { lastSeq } = await phone.connect(there);
    // From an older one than needed: what is there already is let by.
    envelopes.slice(Math.max(0, (lastSeq ?? 0) - 5)).forEach((envelope) => phone.sendBinary(envelope));
    await until('the film’s end has passed', () => hubNow() > fromMs + 4_000 || undefined);
    await stopTake(here, session, started.id);
    phone.send({ type: 'leave' });
    const take = await readyTake(here, started.id, director);
    expect(take.devices[0]).toMatchObject({ frames: 60, dropped: 0 });
    expect(pictureTimes(take, 0)).toHaveLength(60);
  });

  it('goes on at another gateway when its own goes away', async () => {
    const doomed = await rig.startGateway();
    const session = await openSession(1);
    const { body } = await register(doomed, session.pairingToken, 'survivor');
    const phone = new Phone('survivor', body.streamToken);
    await phone.connect(doomed);
    phone.sendSamples();
    const { body: started } = await startTake(doomed, session);
    const fromMs = hubNow();
    const envelopes = film(phone, fromMs);
    envelopes.slice(0, 30).forEach((envelope) => phone.sendBinary(envelope));
    await until('half is kept', () => ((phone.find('ack')?.lastSeq ?? 0) >= 30 ? true : undefined));
    await rig.stopGateway(doomed);
    const { lastSeq } = await phone.connect(here);
    expect(lastSeq).toBe(30);
    envelopes.slice(30).forEach((envelope) => phone.sendBinary(envelope));
    await until('the film’s end has passed', () => hubNow() > fromMs + 4_000 || undefined);
    await stopTake(there, session, started.id);
    phone.send({ type: 'leave' });
    const take = await readyTake(there, started.id, director);
    expect(take.devices[0]).toMatchObject({ frames: 60 });
    const { name, folder } = take.files[0] ?? { name: '', folder: '' };
    expect(
      readFileSync(join(rig.library, folder, name))
        .subarray(4, 8)
        .toString(),
    ).toBe('ftyp');
  });
});
