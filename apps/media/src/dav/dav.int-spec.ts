import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Role } from '@hearth/contracts';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { LibraryRig } from '../../test/library-rig.js';
import { PASSWORD } from '../../test/media-rig.js';
import { elementsIn, readXml } from './xml-element.js';

jest.setTimeout(120_000);

let rig: LibraryRig;
/** What programs of these people send. */
let basic: Record<Role, string>;
let secret: string;
let username: string;

beforeAll(async () => {
  rig = await LibraryRig.start();
  const of = async (role: Role) => {
    const added = await makePassword(role);
    return basicOf(added.username, added.secret);
  };
  basic = { viewer: await of('viewer'), editor: await of('editor'), admin: await of('admin') };
  ({ secret, username } = await makePassword('viewer'));
});
afterAll(() => rig.stop());

async function makePassword(role: Role): Promise<{ id: string; secret: string; username: string }> {
  const { status, body } = await rig.call('POST', '/api/app-passwords', {
    as: role,
    body: { name: 'rclone', currentPassword: PASSWORD },
  });
  expect(status).toBe(201);
  return { id: body.appPassword.id, secret: body.secret, username: body.username };
}

function basicOf(name: string, password: string): string {
  return `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`;
}

async function dav(
  method: string,
  path: string,
  {
    authorization = basic.editor,
    headers = {},
    body,
  }: { authorization?: string; headers?: object; body?: string } = {},
) {
  const answer = await rig.media.app.inject({
    method: method as 'GET',
    url: `/dav/${path}`,
    headers: {
      ...{ host: 'hub.local:8443', 'x-hearth-edge': 'what nginx shows the services', authorization },
      ...(body !== undefined && { 'content-type': 'application/xml' }),
      ...headers,
    },
    ...(body !== undefined && { payload: body }),
  });
  return { status: answer.statusCode, headers: answer.headers, text: answer.payload };
}

/** By address, the names of what was found with their values. */
async function properties(
  path: string,
  depth: '0' | '1',
  body?: string,
): Promise<Record<string, Record<string, unknown>>> {
  const { status, text } = await dav('PROPFIND', path, { headers: { depth }, ...(body && { body }) });
  expect(status).toBe(207);
  return Object.fromEntries(
    elementsIn(readXml(text)).map((response) => {
      const [href, stat] = elementsIn(response);
      const [prop] = elementsIn(stat as never);
      const values = elementsIn(prop as never).map(({ name, children }) => [name, children[0]]);
      return [href?.children[0], Object.fromEntries(values)];
    }),
  );
}

describe('an app password', () => {
  it('opens WebDAV to its program and nothing else, until it is removed', async () => {
    const made = await makePassword('viewer');
    const authorization = basicOf(made.username.toUpperCase(), made.secret.replaceAll('-', ' '));
    expect((await dav('PROPFIND', '', { authorization, headers: { depth: '0' } })).status).toBe(207);
    expect((await rig.media.call('GET', '/api/files', { headers: { authorization } })).status).toBe(401);
    const { body } = await rig.call('GET', '/api/app-passwords', { as: 'viewer' });
    expect(body.items[0]).toMatchObject({ id: made.id, name: 'rclone', lastIp: expect.any(String) });
    expect(JSON.stringify(body)).not.toContain(made.secret);
    expect((await rig.call('DELETE', `/api/app-passwords/${made.id}`, { as: 'editor' })).status).toBe(404);
    expect((await rig.call('DELETE', `/api/app-passwords/${made.id}`, { as: 'viewer' })).status).toBe(204);
    const refused = await dav('PROPFIND', '', { authorization, headers: { depth: '0' } });
    expect([refused.status, refused.headers['www-authenticate']]).toEqual([
      401,
      'Basic realm="Hearth", charset="UTF-8"',
    ]);
  });

  it.each([
    ['the password of the person', () => basicOf(username, PASSWORD)],
    ['somebody else’s name', () => basicOf('nobody', secret)],
    ['nothing', () => ''],
  ])('is asked for, where there is %s', async (_, authorization) => {
    const { status, headers } = await dav('GET', '', { authorization: authorization() });
    expect([status, headers['www-authenticate']]).toEqual([401, expect.stringMatching(/^Basic/)]);
  });

  it('cannot be made without the password of the person, nor by a paired device', async () => {
    const body = { name: 'x', currentPassword: 'another one' };
    expect((await rig.call('POST', '/api/app-passwords', { body })).status).toBe(401);
    const { body: invited } = await rig.call('POST', '/api/pairing/generate', { body: { role: 'editor' } });
    const { body: paired } = await rig.media.call('POST', '/api/pairing/confirm', {
      body: { token: invited.token, deviceName: 'Phone' },
    });
    const attempt = { token: paired.token, body: { name: 'x', currentPassword: PASSWORD } };
    expect((await rig.media.call('POST', '/api/app-passwords', attempt)).status).toBe(403);
  });

  it('that is guessed is guessed slowly, and who has the right one notices nothing', async () => {
    const guess = () => dav('GET', '', { authorization: basicOf(username, 'aaaaa-aaaaa-aaaaa-aaaaa') });
    const statuses = [];
    for (let tries = 0; tries < 12; tries += 1) statuses.push((await guess()).status);
    expect([statuses[0], statuses.at(-1)]).toEqual([401, 429]);
    expect((await dav('GET', '', { authorization: basicOf(username, secret) })).status).toBe(200);
  });

  it('ends with the password of its person', async () => {
    const name = await rig.media.addUser('viewer');
    const { token } = await rig.media.signIn(name);
    const added = await rig.media.call('POST', '/api/app-passwords', {
      token,
      body: { name: 'x', currentPassword: PASSWORD },
    });
    const change = { token, body: { currentPassword: PASSWORD, newPassword: 'another password' } };
    expect((await rig.media.call('POST', '/api/auth/password', change)).status).toBe(204);
    const authorization = basicOf(name, added.body.secret);
    expect((await dav('GET', '', { authorization })).status).toBe(401);
  });
});

describe('reading', () => {
  beforeAll(async () => {
    await rig.put('Trip/sea side.jpg', { sha256: 'cd'.repeat(32) });
    await rig.put('Trip/sea side.xmp', { unlisted_as: 'sidecar', unlisted_at: new Date() });
    await rig.put('Trip/gone.jpg', { unlisted_as: 'binned', unlisted_at: new Date() });
    rig.write('Trip/unknown.jpg');
    for (const folder of ['Trip/Größe', 'Trip/.hidden', 'Trip/@eaDir']) mkdirSync(join(rig.library, folder));
  });

  it('lists folders and files as they lie there, side-cars too, and nothing that is hidden or binned', async () => {
    const found = await properties('Trip', '1');
    expect(Object.keys(found)).toEqual([
      '/dav/Trip/',
      '/dav/Trip/Gr%C3%B6%C3%9Fe/',
      '/dav/Trip/sea%20side.jpg',
      '/dav/Trip/sea%20side.xmp',
    ]);
    expect(found['/dav/Trip/sea%20side.jpg']).toMatchObject({
      displayname: 'sea side.jpg',
      getcontentlength: '17',
      getcontenttype: 'image/jpeg',
      getetag: `"${'cd'.repeat(32)}"`,
    });
    const root = await properties('', '1');
    expect(Object.keys(root)).toEqual(['/dav/', '/dav/Trip/']);
    expect(Object.keys(await properties('Trip', '0'))).toEqual(['/dav/Trip/']);
  });

  it('tells how much room there is to who asks', async () => {
    const body = '<propfind xmlns="DAV:"><prop><quota-available-bytes/><quota-used-bytes/></prop></propfind>';
    const { '/dav/': found } = await properties('', '0', body);
    expect(Number(found?.['quota-available-bytes'])).toBeGreaterThan(0);
    expect(Number(found?.['quota-used-bytes'])).toBeGreaterThan(0);
  });

  it('is not done to any depth', async () => {
    for (const headers of [{ depth: 'infinity' }, {}]) {
      const { status, text } = await dav('PROPFIND', '', { headers });
      expect([status, text]).toEqual([403, expect.stringContaining('<D:propfind-finite-depth/>')]);
    }
  });

  it('hands the bytes over to nginx, as those of that person', async () => {
    const { status, headers } = await dav('GET', 'Trip/sea%20side.jpg', { authorization: basic.viewer });
    expect([
      status,
      headers['x-accel-redirect'],
      headers['x-hearth-access'],
      headers['x-hearth-user'],
    ]).toEqual([200, '/_library/Trip/sea%20side.jpg', 'download', rig.people.viewer.userId]);
  });

  it.each([
    ['GET', 'Trip/gone.jpg', 404],
    ['GET', 'Trip/.hidden/', 404],
    ['GET', '.hearth/library-id', 404],
    ['PROPFIND', '.hearth/', 404],
    ['GET', 'Trip%2Fsea%20side.jpg', 400],
    ['GET', 'Trip/%ff', 400],
    ['POST', 'Trip/', 405],
  ])('%s %s answers %i', async (method, path, status) => {
    expect((await dav(method, path, { headers: { depth: '0' } })).status).toBe(status);
  });

  it.each(['<a', '<propfind xmlns="DAV:"/>', '<!DOCTYPE a><propfind xmlns="DAV:"><allprop/></propfind>'])(
    'refuses %j',
    async (body) => expect((await dav('PROPFIND', '', { headers: { depth: '0' }, body })).status).toBe(400),
  );

  it('takes a bearer token too, and no cookie', async () => {
    const { token } = rig.people.viewer;
    const bearer = { authorization: `Bearer ${token}`, headers: { depth: '0' } };
    expect((await dav('PROPFIND', '', bearer)).status).toBe(207);
    const cookie = { authorization: '', headers: { depth: '0', cookie: `__Host-hearth_access=${token}` } };
    expect((await dav('PROPFIND', '', cookie)).status).toBe(401);
  });
});
