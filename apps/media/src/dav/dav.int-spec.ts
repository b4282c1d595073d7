import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Role } from '@hearth/contracts';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LibraryRig } from '../../test/library-rig.js';
import { PASSWORD } from '../../test/media-rig.js';
import { elementsIn, readXml } from './xml-element.js';

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
      getetag: `"${'cd'.repeat(16)}"`,
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

/** As nginx hands a body over: in a file of its own. */
let bodies = 0;
function put(
  path: string,
  body: string,
  { authorization, headers }: { authorization?: string; headers?: object } = {},
) {
  const incoming = join(rig.library, '.hearth/staging/incoming');
  mkdirSync(incoming, { recursive: true });
  const file = join(incoming, String((bodies += 1)).padStart(10, '0'));
  writeFileSync(file, body);
  return dav('PUT', path, {
    ...(authorization !== undefined && { authorization }),
    headers: { 'content-type': 'application/offset+octet-stream', 'x-body-file': file, ...headers },
  });
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const statusOf = async (answer: Promise<{ status: number }>) => (await answer).status;
const transfer = (method: 'MOVE' | 'COPY', from: string, to: string, more: object = {}) =>
  statusOf(dav(method, from, { headers: { destination: `https://hub.local:8443/dav/${to}`, ...more } }));
const inBin = async () =>
  (await rig.call('GET', '/api/bin', { as: 'admin' })).body.items.map(({ name }: { name: string }) => name);

describe('writing', () => {
  beforeAll(async () => {
    expect(await statusOf(dav('MKCOL', 'Work/'))).toBe(201);
  });

  it('stores a file, and what it replaces lies in the bin', async () => {
    const first = await put('Work/note.txt', 'one', { headers: { 'x-oc-mtime': '1700000000' } });
    expect([first.status, first.headers['etag']]).toEqual([201, `"${sha256('one').slice(0, 32)}"`]);
    expect((await properties('Work/note.txt', '0'))['/dav/Work/note.txt']).toMatchObject({
      getlastmodified: 'Tue, 14 Nov 2023 22:13:20 GMT',
      getcontentlength: '3',
    });
    expect(await statusOf(put('Work/note.txt', 'two!'))).toBe(204);
    expect(rig.read('Work/note.txt')).toBe('two!');
    expect(await inBin()).toContain('note.txt');
    const notes = Object.keys(await properties('Work', '1')).filter((path) => path.includes('note'));
    expect(notes).toEqual(['/dav/Work/note.txt']);
  });

  it('changes nothing where the same is sent again, and leaves no empty file behind', async () => {
    await put('Work/same.txt', '');
    await put('Work/same.txt', 'same');
    expect(await statusOf(put('Work/same.txt', 'same'))).toBe(204);
    expect(await inBin()).not.toContain('same.txt');
  });

  it('keeps what is there where the new one cannot come in', async () => {
    await put('Work/kept.txt', 'kept', { authorization: basic.admin });
    expect(await statusOf(put('Work/kept.txt', 'lost'))).toBe(403);
    expect(await statusOf(dav('DELETE', 'Work/kept.txt'))).toBe(403);
    expect(await statusOf(put('Work/kept.txt', 'lost', { headers: { 'if-none-match': '*' } }))).toBe(412);
    expect(await statusOf(put('Work/kept.txt', 'lost', { headers: { 'if-match': '"other"' } }))).toBe(412);
    expect(rig.read('Work/kept.txt')).toBe('kept');
    rig.write('Work/unseen.txt', 'no scan has seen it');
    expect(await statusOf(put('Work/unseen.txt', 'lost'))).toBe(503);
    expect(rig.read('Work/unseen.txt')).toBe('no scan has seen it');
    expect(readdirSync(join(rig.library, '.hearth/staging'))).toEqual(['incoming']);
  });

  it.each([
    ['nowhere/a.txt', 409],
    ['Work/.DS_Store', 400],
    ['Work/CON', 400],
    ['Work/', 405],
    ['.hearth/staging/x', 409],
  ])('does not store at %s: %i', async (path, status) => expect(await statusOf(put(path, 'x'))).toBe(status));

  it('is for editors', async () => {
    const authorization = basic.viewer;
    expect(await statusOf(put('Work/v.txt', 'x', { authorization }))).toBe(403);
    for (const method of ['DELETE', 'MKCOL', 'MOVE', 'COPY'])
      expect(await statusOf(dav(method, 'Work/note.txt', { authorization }))).toBe(403);
  });

  it.each([
    ['Work/', 405],
    ['nowhere/deep/', 409],
    ['Work/.hidden/', 400],
    ['Work/@eaDir/', 400],
  ])('makes no folder at %s: %i', async (path, status) =>
    expect(await statusOf(dav('MKCOL', path))).toBe(status),
  );

  it('moves files and folders, and replaces only where it may', async () => {
    await put('Work/from.txt', 'from');
    const id = await rig.media.database.query(`SELECT id FROM catalog.files WHERE name = 'from.txt'`);
    await put('Work/to.txt', 'to');
    expect(await transfer('MOVE', 'Work/from.txt', 'Work/to.txt', { overwrite: 'F' })).toBe(412);
    expect(await transfer('MOVE', 'Work/from.txt', 'nowhere/to.txt')).toBe(409);
    expect(await transfer('MOVE', 'Work/from.txt', 'Work/to.txt')).toBe(204);
    expect([rig.read('Work/to.txt'), await rig.placeOf(id[0].id)]).toEqual(['from', 'Work/to.txt']);
    expect(await inBin()).toContain('to.txt');
    await dav('MKCOL', 'Work/inner/');
    await put('Work/inner/a.txt', 'a');
    expect(await transfer('MOVE', 'Work/inner/', 'Work/outer/')).toBe(201);
    expect(await transfer('MOVE', 'Work/outer/', 'Work/outer/deep/')).toBe(409);
    expect(await transfer('MOVE', 'Work/outer/a.txt', 'Work/outer/')).toBe(403);
    expect(Object.keys(await properties('Work/outer', '1'))).toContain('/dav/Work/outer/a.txt');
    expect(await statusOf(dav('GET', 'Work/inner/a.txt'))).toBe(404);
  });

  it('takes what a program writes beside a letter, and gives the letter its name', async () => {
    await put('Work/letter.docx', 'before');
    expect(await statusOf(put('Work/~WRD0001.tmp', 'after'))).toBe(201);
    expect(await transfer('MOVE', 'Work/letter.docx', 'Work/~WRL0002.tmp')).toBe(201);
    expect(await transfer('MOVE', 'Work/~WRD0001.tmp', 'Work/letter.docx')).toBe(201);
    expect(rig.read('Work/letter.docx')).toBe('after');
  });

  it('copies files and folders, whole or alone', async () => {
    await dav('MKCOL', 'Work/tree/');
    await dav('MKCOL', 'Work/tree/twig/');
    await put('Work/tree/twig/leaf.txt', 'leaf');
    expect(await transfer('COPY', 'Work/tree/', 'Work/whole/')).toBe(201);
    expect(rig.read('Work/whole/twig/leaf.txt')).toBe('leaf');
    expect(await statusOf(dav('GET', 'Work/whole/twig/leaf.txt'))).toBe(200);
    expect(await transfer('COPY', 'Work/tree/', 'Work/alone/', { depth: '0' })).toBe(201);
    expect(Object.keys(await properties('Work/alone', '1'))).toEqual(['/dav/Work/alone/']);
    expect(await transfer('COPY', 'Work/tree/', 'Work/tree/again/')).toBe(409);
    expect(await transfer('COPY', 'Work/tree/', 'Work/whole/', { overwrite: 'F' })).toBe(412);
  });

  it('puts a folder into the bin with all that is in it, unless something of somebody else’s is', async () => {
    await dav('MKCOL', 'Work/gone/');
    await dav('MKCOL', 'Work/gone/deep/');
    await put('Work/gone/deep/mine.txt', 'mine');
    await put('Work/gone/theirs.txt', 'theirs', { authorization: basic.admin });
    expect(await statusOf(dav('DELETE', 'Work/gone/'))).toBe(403);
    expect(rig.read('Work/gone/deep/mine.txt')).toBe('mine');
    rig.write('Work/gone/.DS_Store');
    expect(await statusOf(dav('DELETE', 'Work/gone/', { authorization: basic.admin }))).toBe(409);
    rmSync(join(rig.library, 'Work/gone/.DS_Store'));
    expect(await statusOf(dav('DELETE', 'Work/gone/', { authorization: basic.admin }))).toBe(204);
    expect(rig.holds('Work/gone')).toBe(false);
    expect(await inBin()).toEqual(expect.arrayContaining(['mine.txt', 'theirs.txt']));
    expect(await statusOf(dav('DELETE', ''))).toBe(403);
    expect(await statusOf(dav('DELETE', 'Work/gone/'))).toBe(404);
  });
});

/** What a program says of a file or folder. */
function proppatch(path: string, content: string) {
  const body = `<propertyupdate xmlns="DAV:" xmlns:x="urn:x">${content}</propertyupdate>`;
  return dav('PROPPATCH', path, { body });
}
const moodOf = async (path: string) => {
  const body = '<propfind xmlns="DAV:"><prop><mood xmlns="urn:x"/></prop></propfind>';
  const { text } = await dav('PROPFIND', path, { body, headers: { depth: '0' } });
  return /<x:mood[^>]*[^/]>([^<]*)</.exec(text)?.[1];
};
const setMood = (path: string, mood: string) =>
  proppatch(path, `<set><prop><x:mood>${mood}</x:mood></prop></set>`);

describe('what is said of files and folders', () => {
  beforeAll(async () => {
    await dav('MKCOL', 'Said/');
    await put('Said/a.txt', 'a');
  });

  it('goes with them wherever they are moved and copied, and stays where their bytes are replaced', async () => {
    for (const path of ['Said/', 'Said/a.txt'])
      expect(await statusOf(setMood(path, `calm ${path}`))).toBe(207);
    await put('Said/a.txt', 'other bytes');
    expect(await transfer('MOVE', 'Said/a.txt', 'Said/b.txt')).toBe(201);
    expect(await moodOf('Said/b.txt')).toBe('calm Said/a.txt');
    expect(await transfer('COPY', 'Said/', 'Said again/')).toBe(201);
    expect(await transfer('MOVE', 'Said/', 'Said moved/')).toBe(201);
    for (const folder of ['Said again/', 'Said moved/'])
      expect([await moodOf(folder), await moodOf(`${folder}b.txt`)]).toEqual([
        'calm Said/',
        'calm Said/a.txt',
      ]);
    await dav('DELETE', 'Said moved/');
    await dav('MKCOL', 'Said moved/');
    expect(await moodOf('Said moved/')).toBeUndefined();
  });

  it('is all or nothing, and not what the hub answers for itself', async () => {
    const both = '<set><prop><x:mood>new</x:mood><getetag>"x"</getetag></prop></set>';
    const { status, text } = await proppatch('Said again/b.txt', both);
    expect([status, text]).toEqual([207, expect.stringMatching(/getetag.*403.*mood.*424/s)]);
    expect(await moodOf('Said again/b.txt')).toBe('calm Said/a.txt');
    const gone = '<remove><prop><x:mood/></prop></remove>';
    expect(await statusOf(proppatch('Said again/b.txt', gone))).toBe(207);
    expect(await moodOf('Said again/b.txt')).toBeUndefined();
  });

  it('has an end', async () => {
    const some = (from: number) =>
      `<set><prop>${Array.from({ length: 100 }, (_, at) => `<x:p${from + at}/>`).join('')}</prop></set>`;
    const statuses = [];
    for (const from of [0, 100, 200]) statuses.push((await proppatch('Said again/', some(from))).status);
    expect([statuses[0], statuses.at(-1)]).toEqual([207, 507]);
  });
});

describe('a lock', () => {
  const lockinfo = (scope: string) =>
    `<lockinfo xmlns="DAV:"><lockscope><${scope}/></lockscope><locktype><write/></locktype><owner>me</owner></lockinfo>`;
  const lock = async (path: string, scope = 'exclusive', headers: object = {}) => {
    const answer = await dav('LOCK', path, { body: lockinfo(scope), headers });
    return { ...answer, token: /<(.*)>/.exec(String(answer.headers['lock-token']))?.[1] ?? '' };
  };
  const unlock = (path: string, token: string, authorization = basic.editor) =>
    statusOf(dav('UNLOCK', path, { authorization, headers: { 'lock-token': `<${token}>` } }));

  beforeAll(async () => {
    await dav('MKCOL', 'Locked/');
    await put('Locked/a.txt', 'a');
  });

  it('keeps all from writing who do not show its token, and nobody from reading', async () => {
    const { status, token, text } = await lock('Locked/a.txt', 'exclusive', { timeout: 'Second-60' });
    expect([status, text]).toEqual([200, expect.stringContaining(token)]);
    const held = [
      put('Locked/a.txt', 'b'),
      dav('DELETE', 'Locked/a.txt'),
      dav('DELETE', 'Locked/'),
      setMood('Locked/a.txt', 'x'),
      lock('Locked/a.txt'),
      lock('Locked/'),
      put('Locked/a.txt', 'b', { authorization: basic.admin, headers: { if: `(<${token}>)` } }),
    ];
    expect(await Promise.all(held.map(statusOf))).toEqual(held.map(() => 423));
    expect(await transfer('MOVE', 'Locked/a.txt', 'Locked/b.txt')).toBe(423);
    expect(await transfer('COPY', 'Work/note.txt', 'Locked/a.txt')).toBe(423);
    expect(await transfer('COPY', 'Locked/a.txt', 'Locked/b.txt')).toBe(201);
    expect(await statusOf(put('Locked/a.txt', 'c', { headers: { if: `(<${token}>)` } }))).toBe(204);
    expect(await statusOf(put('Locked/a.txt', 'd', { headers: { if: `(<${token}> ["wrong"])` } }))).toBe(412);
    expect(await statusOf(dav('LOCK', 'Locked/a.txt', { headers: { if: `(<${token}>)` } }))).toBe(200);
    expect(await unlock('Locked/a.txt', token, basic.viewer)).toBe(403);
    expect(await unlock('Locked/b.txt', token)).toBe(409);
    expect(await unlock('Locked/a.txt', token)).toBe(204);
    expect(await statusOf(put('Locked/a.txt', 'e'))).toBe(204);
  });

  it('of a folder reaches down, and guards what comes and goes', async () => {
    const { token } = await lock('Locked/');
    expect(await statusOf(put('Locked/a.txt', 'f'))).toBe(423);
    expect(await statusOf(dav('MKCOL', 'Locked/new/'))).toBe(423);
    expect(
      await statusOf(dav('MKCOL', 'Locked/new/', { headers: { if: `</dav/Locked/> (<${token}>)` } })),
    ).toBe(201);
    expect(await unlock('Locked/a.txt', token)).toBe(204);
  });

  it('may be shared, and then keeps out who would be alone', async () => {
    const [one, other] = [await lock('Locked/a.txt', 'shared'), await lock('Locked/a.txt', 'shared')];
    expect([one.status, other.status, await statusOf(lock('Locked/a.txt'))]).toEqual([200, 200, 423]);
    for (const { token } of [one, other]) expect(await unlock('Locked/a.txt', token)).toBe(204);
  });

  it('has one winner', async () => {
    const tries = await Promise.all(Array.from({ length: 8 }, () => lock('Locked/race.txt')));
    expect(tries.map(({ status }) => status).filter((status) => status < 300)).toHaveLength(1);
    const { token } = tries.find(({ status }) => status < 300) as { token: string };
    expect(await unlock('Locked/race.txt', token)).toBe(204);
  });

  it('ends by itself', async () => {
    await lock('Locked/a.txt');
    await rig.media.database.query(`UPDATE uploading.locks SET expires_at = now() - interval '1 second'`);
    expect(await statusOf(put('Locked/a.txt', 'g'))).toBe(204);
  });

  it.each([
    ['<a/>', {}],
    [lockinfo('none'), {}],
    [lockinfo('exclusive'), { depth: '1' }],
    [lockinfo('exclusive'), { if: '(broken' }],
  ])('is not taken by %.40j with %j', async (body, headers) =>
    expect(await statusOf(dav('LOCK', 'Locked/a.txt', { body, headers }))).toBe(400),
  );
});

it('says that the library is away, and not that it is empty', async () => {
  const marker = join(rig.library, '.hearth/library-id');
  renameSync(marker, `${marker}.away`);
  try {
    expect(await statusOf(dav('PROPFIND', '', { headers: { depth: '1' } }))).toBe(409);
    expect(await statusOf(put('away.txt', 'x'))).toBe(409);
  } finally {
    renameSync(`${marker}.away`, marker);
  }
});
