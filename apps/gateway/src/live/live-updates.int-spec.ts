import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import {
  accessCounted,
  devicePaired,
  deviceRevoked,
  fileAdded,
  fileRemoved,
  scanProgressed,
  uploadProgressed,
  type PayloadOf,
} from '@hearth/contracts';
import { eventually } from '@hearth/testing';
import { addedFiles, GatewayRig, LiveClient, numbers, type Gateway } from '../../test/gateway-rig.js';

jest.setTimeout(180_000);

let rig: GatewayRig;
let gateway: Gateway;
let other: Gateway;

beforeAll(async () => {
  rig = await GatewayRig.start();
  [gateway, other] = await Promise.all([rig.startGateway(), rig.startGateway()]);
});
afterAll(() => rig.stop());
// What the test before told may have come to one of them alone.
beforeEach(() => Promise.all([gateway, other].map(becomesUpToDate)));

async function becomesUpToDate(at: Gateway): Promise<void> {
  const client = await LiveClient.open(at, rig.issuer.sign('viewer'));
  await client.subscribe(['library']);
  const last = await rig.addFile();
  await client.until(() => addedFiles(client).includes(last));
  await client.close();
}

describe('a subscription', () => {
  it('tells what changes in the library, each with a growing cursor', async () => {
    const client = await LiveClient.open(gateway, rig.issuer.sign('viewer'));
    expect(await client.subscribe(['library'])).toMatchObject({ type: 'subscribed', topics: ['library'] });
    const first = await rig.addFile();
    await rig.publish(fileRemoved, { fileId: crypto.randomUUID(), revision: 2 } as PayloadOf<
      typeof fileRemoved
    >);
    await client.until(() => client.events().length === 2);
    expect(addedFiles(client)).toEqual([first]);
    const [added, removed] = client.events();
    expect(added).toMatchObject({ topic: 'library', subject: fileAdded.subject });
    expect(Number(removed?.cursor?.split('-')[1])).toBeGreaterThan(Number(added?.cursor?.split('-')[1]));
    await client.close();
  });

  it('tells what is not stored, without a cursor', async () => {
    const client = await LiveClient.open(gateway, rig.issuer.sign('editor'));
    await client.subscribe(['library', 'analytics']);
    await rig.publish(scanProgressed, { status: 'online', found: 3, waiting: 1, done: 2 });
    await rig.publish(accessCounted, { rows: 7 });
    await client.until(() => client.events().length === 2);
    expect(client.events().map(({ topic, cursor, payload }) => ({ topic, cursor, payload }))).toEqual([
      { topic: 'library', cursor: null, payload: { status: 'online', found: 3, waiting: 1, done: 2 } },
      { topic: 'analytics', cursor: null, payload: { rows: 7 } },
    ]);
    await client.close();
  });

  it('holds only the topics that were asked for', async () => {
    const [library, analytics] = await Promise.all([
      LiveClient.open(gateway, rig.issuer.sign('admin')),
      LiveClient.open(gateway, rig.issuer.sign('admin')),
    ]);
    await Promise.all([library.subscribe(['library']), analytics.subscribe(['analytics'])]);
    await rig.addFile();
    await rig.publish(accessCounted, { rows: 1 });
    await Promise.all([
      library.until(() => library.events().length > 0),
      analytics.until(() => analytics.events().length > 0),
    ]);
    // The gateway has told of both: what it says next comes after.
    await rig.addFile();
    await rig.publish(accessCounted, { rows: 2 });
    await Promise.all([
      library.until(() => library.events().length > 1),
      analytics.until(() => analytics.events().length > 1),
    ]);
    expect(library.events().map(({ topic }) => topic)).toEqual(['library', 'library']);
    expect(analytics.events().map(({ topic }) => topic)).toEqual(['analytics', 'analytics']);
    await Promise.all([library.close(), analytics.close()]);
  });

  it('to devices tells editors of their own and admins of all, also who comes back later', async () => {
    const [mia, tom] = [crypto.randomUUID(), crypto.randomUUID()];
    const tokens = [
      rig.issuer.sign('editor', { sub: mia }),
      rig.issuer.sign('editor', { sub: tom }),
      rig.issuer.sign('admin'),
    ];
    const revoke = (ownerId: string) =>
      rig.publish(deviceRevoked, {
        deviceId: crypto.randomUUID(),
        ownerId,
        outcome: 'signed-out',
      } as PayloadOf<typeof deviceRevoked>);
    const ownersHeard = (client: LiveClient) =>
      client.events().map(({ payload }) => (payload as PayloadOf<typeof deviceRevoked>).ownerId);
    const clients = await Promise.all(tokens.map((token) => LiveClient.open(gateway, token)));
    const answers = await Promise.all(clients.map((client) => client.subscribe(['devices'])));
    await revoke(mia);
    await revoke(tom);
    await Promise.all(
      clients.map((client, i) => client.until(() => client.events().length >= (i === 2 ? 2 : 1))),
    );
    expect(clients.map(ownersHeard)).toEqual([[mia], [tom], [mia, tom]]);
    const { cursor } = answers[0] as { cursor: string };
    const again = await LiveClient.open(other, tokens[0] as string);
    await again.subscribe(['devices'], cursor);
    await again.until(() => again.events().length > 0);
    await revoke(tom);
    await revoke(mia);
    await again.until(() => again.events().length > 1);
    expect(ownersHeard(again)).toEqual([mia, mia]);
    await Promise.all([...clients, again].map((client) => client.close()));
  });

  it('to devices tells a paired device of itself, and of one that it invited, alone', async () => {
    const [mia, phone, tablet] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()];
    const client = await LiveClient.open(gateway, rig.issuer.sign('editor', { sub: mia, did: phone }));
    await client.subscribe(['devices']);
    const join = (deviceId: string, invitedByDeviceId?: string) =>
      rig.publish(devicePaired, {
        ...{ deviceId, ownerId: mia, name: deviceId, role: 'viewer', pairingId: crypto.randomUUID() },
        ...{ invitedByDeviceId, pairedAt: new Date().toISOString() },
      } as PayloadOf<typeof devicePaired>);
    const invited = crypto.randomUUID();
    await join(crypto.randomUUID());
    await join(crypto.randomUUID(), tablet);
    await join(invited, phone);
    await rig.publish(deviceRevoked, {
      ...{ deviceId: tablet, ownerId: mia, outcome: 'signed-out' },
    } as PayloadOf<typeof deviceRevoked>);
    await join(phone);
    await client.until(() => client.events().length >= 2);
    const heard = client.events().map(({ payload }) => (payload as { deviceId: string }).deviceId);
    expect(heard).toEqual([invited, phone]);
    await client.close();
  });

  it('to uploads tells whoever sends, on whatever device, and admins of all', async () => {
    const [mia, tom, phone] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()];
    const clients = await Promise.all(
      [
        rig.issuer.sign('viewer', { sub: mia }),
        rig.issuer.sign('editor', { sub: mia, did: phone }),
        rig.issuer.sign('editor', { sub: tom }),
        rig.issuer.sign('admin'),
      ].map((token) => LiveClient.open(gateway, token)),
    );
    await Promise.all(clients.map((client) => client.subscribe(['uploads'])));
    const tell = (ownerId: string, deviceId: string | null, name: string) =>
      rig.publish(uploadProgressed, {
        ...{ uploadId: crypto.randomUUID(), ownerId, deviceId, name },
        ...{ receivedBytes: 1, sizeBytes: 2, state: 'receiving', fileId: null },
      } as PayloadOf<typeof uploadProgressed>);
    await tell(mia, phone, 'phone');
    await tell(mia, null, 'desk');
    await tell(tom, null, 'other');
    await (clients[3] as LiveClient).until(() => (clients[3] as LiveClient).events().length === 3);
    // Answered after whatever was told before.
    await Promise.all(clients.map((client) => client.subscribe(['uploads'])));
    const heard = clients.map((client) =>
      client.events().map(({ topic, payload }) => [topic, (payload as { name: string }).name].join(' ')),
    );
    expect(heard.map((names) => names.map((name) => name.replace('uploads ', '')))).toEqual([
      ['phone', 'desk'],
      ['phone'],
      ['other'],
      ['phone', 'desk', 'other'],
    ]);
    await Promise.all(clients.map((client) => client.close()));
  });

  it('to analytics is refused to a viewer', async () => {
    const client = await LiveClient.open(gateway, rig.issuer.sign('viewer'));
    const admin = await LiveClient.open(gateway, rig.issuer.sign('admin'));
    expect(await client.subscribe(['analytics'])).toMatchObject({ type: 'refused' });
    await admin.subscribe(['analytics']);
    await rig.publish(accessCounted, { rows: 1 });
    await admin.until(() => admin.events().length > 0);
    // Answered after whatever was told before.
    await client.subscribe(['library']);
    expect(client.events()).toEqual([]);
    await Promise.all([client.close(), admin.close()]);
  });
});

describe('coming back', () => {
  it('misses nothing and hears nothing twice, at one gateway or the other, while events keep coming', async () => {
    const token = rig.issuer.sign('viewer');
    const heard: number[] = [];
    let client = await LiveClient.open(gateway, token);
    await client.subscribe(['library']);
    const first = rig.files + 1;
    let publishing = true;
    const publisher = (async () => {
      while (publishing) await rig.addFile();
    })();
    let cursor: string | undefined;
    for (let visit = 0; visit < 20; visit += 1) {
      await client.until(() => addedFiles(client).length > 3);
      cursor = client.lastCursor() ?? cursor;
      heard.push(...addedFiles(client));
      client.ws.terminate();
      const leftAt = rig.files;
      await eventually(() => rig.files > leftAt + (visit % 4 === 0 ? 100 : 2));
      client = await LiveClient.open(visit % 2 ? gateway : other, token);
      expect(await client.subscribe(['library'], cursor)).toMatchObject({ type: 'subscribed' });
    }
    publishing = false;
    await publisher;
    await client.until(() => addedFiles(client).at(-1) === rig.files || heard.at(-1) === rig.files);
    heard.push(...addedFiles(client));
    expect(heard).toEqual(numbers(first, rig.files));
    await client.close();
  });

  it.each(['garbage', 'zzzz-1', '', `${'9'.repeat(90)}`])(
    'with the cursor %j it is told to fetch anew',
    async (cursor) => {
      const client = await LiveClient.open(gateway, rig.issuer.sign('viewer'));
      await client.subscribe(['library'], cursor);
      await client.until(() => client.received.length === 2);
      expect(client.received.map(({ type }) => type)).toEqual(['subscribed', 'reset']);
      const added = await rig.addFile();
      await client.until(() => addedFiles(client).length > 0);
      expect(addedFiles(client)).toEqual([added]);
      await client.close();
    },
  );

  it('after more than is remembered it is told to fetch anew', async () => {
    const client = await LiveClient.open(gateway, rig.issuer.sign('viewer'));
    await client.subscribe(['library']);
    const cursor = client.lastCursor();
    await client.close();
    const witness = await LiveClient.open(other, rig.issuer.sign('viewer'));
    await witness.subscribe(['library']);
    for (let batch = 0; batch < 30; batch += 1)
      await Promise.all(Array.from({ length: 50 }, () => rig.addFile()));
    // Else what it must have forgotten may not have come to it yet.
    await witness.until(() => addedFiles(witness).includes(rig.files));
    await witness.close();
    const again = await LiveClient.open(other, rig.issuer.sign('viewer'));
    await again.subscribe(['library'], cursor);
    await again.until(() => again.received.length >= 2);
    expect(again.received.slice(0, 2).map(({ type }) => type)).toEqual(['subscribed', 'reset']);
    await again.close();
  });

  it('to a gateway that has just started, it misses nothing either', async () => {
    const client = await LiveClient.open(gateway, rig.issuer.sign('viewer'));
    await client.subscribe(['library']);
    const cursor = client.lastCursor();
    await client.close();
    const first = rig.files + 1;
    for (let n = 0; n < 10; n += 1) await rig.addFile();
    const fresh = await rig.startGateway();
    const again = await LiveClient.open(fresh, rig.issuer.sign('viewer'));
    await again.subscribe(['library'], cursor);
    await again.until(() => addedFiles(again).length === 10);
    expect(addedFiles(again)).toEqual(numbers(first, rig.files));
    await again.close();
  });
});

describe('when the stream is lost', () => {
  it('browsers are told to fetch anew, and hear what comes then', async () => {
    const client = await LiveClient.open(gateway, rig.issuer.sign('viewer'));
    await rig.addFile();
    await client.subscribe(['library']);
    const before = client.lastCursor();
    await rig.stores.nats.wipe();
    await client.until(() => client.received.some(({ type }) => type === 'reset'));
    const added = await rig.addFile();
    await client.until(() => addedFiles(client).includes(added));
    expect(client.lastCursor()?.split('-')[0]).not.toBe(before?.split('-')[0]);
    await client.close();
  });
});
