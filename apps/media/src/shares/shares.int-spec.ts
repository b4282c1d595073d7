import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FileId } from '@hearth/contracts';
import { SHARE_COOKIE } from '@hearth/platform';
import { eventually } from '@hearth/testing';
import { MediaRig, type Answer, type SignedIn } from '../../test/media-rig.js';

let rig: MediaRig;
let editor: SignedIn;
let shared: FileId;
let alsoShared: FileId;
let secret: FileId;

beforeAll(async () => {
  rig = await MediaRig.start();
  editor = await rig.signIn(await rig.addUser('editor', 'Edith'));
  [shared, alsoShared] = [
    await rig.addFile({
      folder: 'Trips/2026',
      name: 'lake.jpg',
      uploaded_by: editor.userId,
      tags: ['private'],
    }),
    await rig.addFile({ folder: 'Trips/2026/Day 2', name: 'hill.jpg' }),
  ];
  secret = await rig.addFile({ folder: 'Trips/2026 secret' });
});
afterAll(() => rig.stop());

interface Created {
  readonly id: string;
  readonly code: string;
  readonly url: string;
}

async function create(body: object = {}): Promise<Created> {
  const answer = await rig.call('POST', '/api/shares', {
    token: editor.token,
    body: { fileIds: [shared, alsoShared], ...body },
  });
  expect([answer.status, answer.body]).toEqual([201, expect.anything()]);
  return answer.body;
}

const open = (code: string, password?: string, ip = '203.0.113.7') =>
  rig.call('POST', '/api/shares/open', { body: { code, ...(password !== undefined && { password }) }, ip });

async function guestOf({ code }: Created): Promise<string> {
  const { status, body } = await open(code);
  expect(status).toBe(200);
  return body.token;
}

const outcome = ({ status, body }: Answer) => [status, body?.code];
const fetched = (id: string, token: string, app = rig.app) =>
  rig.call('GET', `/api/files/${id}/stream`, { token }, app);
const ended = (id: string) =>
  rig.database.query(`UPDATE identity.shares SET expires_at = now() - interval '1 second' WHERE id = $1`, [
    id,
  ]);

describe('a link', () => {
  it('is an address with a code of 16 bytes, which stands nowhere in the database', async () => {
    const { id, code, url } = await create({ label: 'The lake' });
    expect(Buffer.from(code, 'base64url')).toHaveLength(16);
    expect(url).toBe(`https://hub.local:8443/s/${code}`);
    const rows = await rig.database.query<object[]>(
      'SELECT s::text AS row FROM identity.shares s WHERE id = $1',
      [id],
    );
    expect(JSON.stringify(rows)).toContain('The lake');
    expect(JSON.stringify(rows)).not.toContain(code);
  });

  it('ends after 30 days unless another end is asked for, and never later than after a year', async () => {
    const days = ({ expiresAt }: { expiresAt: string }) =>
      Math.round((Date.parse(expiresAt) - Date.now()) / 86_400_000);
    expect(days((await create()) as never)).toBe(30);
    expect(days((await create({ expiresIn: '365d' })) as never)).toBe(365);
    for (const expiresIn of ['366d', '0h', 'never', '1w', '-1d', 12]) {
      const body = { fileIds: [shared], expiresIn };
      expect(outcome(await rig.call('POST', '/api/shares', { token: editor.token, body }))).toEqual([
        400,
        'request.invalid',
      ]);
    }
  });

  it.each([
    ['nothing', {}, 400, 'request.invalid'],
    [
      'two things',
      { fileIds: ['0198c0de-0000-7000-8000-000000000001'], folder: 'Trips' },
      400,
      'request.invalid',
    ],
    ['the whole library', { folder: '' }, 400, 'request.invalid'],
    ['what is not there', { fileIds: ['0198c0de-0000-7000-8000-000000000001'] }, 404, 'file.not-found'],
    ['an empty folder', { folder: 'No such folder' }, 409, 'share.empty'],
  ])('to %s is not made', async (_, body, status, code) => {
    expect(outcome(await rig.call('POST', '/api/shares', { token: editor.token, body }))).toEqual([
      status,
      code,
    ]);
  });
});

describe('a guest', () => {
  it('sees what was shared, and nothing of where it lies or whose it is', async () => {
    const token = await guestOf(await create());
    const { body, status } = await rig.call('GET', '/api/shares/current/files', { token });
    expect(status).toBe(200);
    expect(body.items.map(({ name }: { name: string }) => name).sort()).toEqual(['hill.jpg', 'lake.jpg']);
    expect(body.items.find(({ id }: { id: string }) => id === shared)).toMatchObject({
      ...{ folder: '', tags: [], uploadedBy: null, deviceId: null },
      thumbnailUrl: `/api/files/${shared}/thumbnail?size=grid`,
    });
    expect(JSON.stringify(body)).not.toMatch(/Trips|private/);
  });

  it('pages through a folder with all below it, and not through one whose name begins the same', async () => {
    const token = await guestOf(await create({ fileIds: undefined, folder: 'Trips/2026' }));
    const first = (await rig.call('GET', '/api/shares/current/files?limit=1', { token })).body;
    const after = encodeURIComponent(first.nextCursor);
    const second = (await rig.call('GET', `/api/shares/current/files?limit=1&cursor=${after}`, { token }))
      .body;
    expect(second.nextCursor).toBeNull();
    expect([...first.items, ...second.items].map(({ id }) => id).sort()).toEqual([shared, alsoShared].sort());
    expect(outcome(await fetched(secret, token))).toEqual([404, 'file.not-found']);
  });

  it('comes by the cookie as well, and is in the access log as the link', async () => {
    const { id, code } = await create();
    const { headers, body } = await open(code);
    expect(String(headers['set-cookie'])).toMatch(
      new RegExp(`^${SHARE_COOKIE}=.*; Max-Age=4\\d{4}; Path=/; HttpOnly; Secure; SameSite=Strict$`),
    );
    const cookie = { headers: { cookie: `${SHARE_COOKIE}=${body.token}` } };
    const answer = await rig.call('GET', `/api/files/${shared}/download`, cookie);
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({
      'x-hearth-session': id,
      'x-hearth-share': id,
      'x-hearth-access': 'download',
    });
    expect(answer.headers).not.toHaveProperty('x-hearth-user');
    expect(answer.headers['x-accel-redirect']).toBe('/_library/Trips/2026/lake.jpg');
  });

  it('fetches no other file, no file that went to the bin, and none with a token of another kind', async () => {
    const token = await guestOf(await create());
    expect((await fetched(shared, token)).status).toBe(200);
    expect(outcome(await fetched(secret, token))).toEqual([404, 'file.not-found']);
    const binned = await rig.addFile();
    const other = await guestOf(await create({ fileIds: [binned] }));
    await rig.database.query(
      `UPDATE catalog.files SET unlisted_as = 'binned', unlisted_at = now() WHERE id = $1`,
      [binned],
    );
    expect(outcome(await fetched(binned, other))).toEqual([404, 'file.not-found']);
    expect(outcome(await rig.call('GET', '/api/shares/current/files', { token: editor.token }))).toEqual([
      401,
      'auth.required',
    ]);
    const [head, claims, signature] = token.split('.') as [string, string, string];
    const forged = Buffer.from(JSON.stringify({ alg: 'none', typ: 'share+jwt' })).toString('base64url');
    for (const wrong of [
      `${forged}.${claims}.`,
      `${forged}.${claims}.${signature}`,
      `${head}.${claims}.AAAA`,
    ])
      expect((await fetched(shared, wrong)).status).toBe(401);
  });

  it('is told of what is wrong with a code', async () => {
    expect(outcome(await open('A'.repeat(22)))).toEqual([404, 'share.not-found']);
    expect(outcome(await open('short'))).toEqual([400, 'request.invalid']);
    const { id, code } = await create();
    await ended(id);
    expect(outcome(await open(code))).toEqual([410, 'share.expired']);
  });
});

describe('a zip', () => {
  it('is made of what was shared, and of nothing else', async () => {
    const token = await guestOf(await create({ fileIds: undefined, folder: 'Trips/2026' }));
    const make = (body: object) => rig.call('POST', '/api/archives', { token, body });
    expect((await make({ fileIds: [shared] })).body).toMatchObject({
      files: 1,
      url: expect.stringMatching('/api/archives/'),
    });
    expect((await make({ folder: 'Trips/2026' })).body.files).toBe(2);
    for (const body of [
      { fileIds: [shared, secret] },
      { folder: 'Trips' },
      { folder: '' },
      { folder: 'Trips/2026 secret' },
    ])
      expect(outcome(await make(body))).toEqual([404, 'file.not-found']);
    const ofFiles = await guestOf(await create());
    expect(
      outcome(await rig.call('POST', '/api/archives', { token: ofFiles, body: { folder: 'Trips/2026' } })),
    ).toEqual([404, 'file.not-found']);
    const { url } = (await make({ fileIds: [shared] })).body;
    expect(outcome(await rig.call('GET', url, { token: ofFiles }))).toEqual([404, 'archive.not-found']);
  });
});

describe('a film', () => {
  it('plays in pieces whose addresses take the token each time, so that they end with the link', async () => {
    const sha256 = 'ab'.repeat(32);
    const film = await rig.addFile({ name: 'film.mkv', kind: 'video', sha256, duration_sec: 9.5 });
    const share = await create({ fileIds: [film] });
    const token = await guestOf(share);
    const get = (path: string) => rig.call('GET', path, { token });
    expect((await get(`/api/shares/current/files/${film}`)).body).toMatchObject({
      renditions: ['original', 'hls'],
      folder: '',
    });
    const { status, text } = await get(`/api/files/${film}/hls/index.m3u8`);
    expect(status).toBe(200);
    expect(text).not.toContain('/d/');
    const piece = text.split('\n').find((line) => line.startsWith('/api/')) ?? '';
    expect(piece).toBe(`/api/files/${film}/hls/0.m4s`);
    const led = await get(piece);
    expect([led.status, led.headers['location']]).toEqual([
      307,
      expect.stringMatching(`^/d/ab/${sha256}/hls/0.m4s\\?s=${share.id}&`),
    ]);
    expect((await get(`/api/files/${film}/hls/progress`)).status).toBe(200);
    for (const path of ['hls/index.m3u8', 'hls/progress', 'hls/0.m4s'])
      expect(outcome(await get(`/api/files/${shared}/${path}`))).toEqual([404, 'file.not-found']);
    await rig.call('DELETE', `/api/shares/${share.id}`, { token: editor.token });
    expect(outcome(await get(piece))).toEqual([401, 'auth.session-revoked']);
  });

  it('that was not shared is described to no guest', async () => {
    const token = await guestOf(await create());
    expect(outcome(await rig.call('GET', `/api/shares/current/files/${secret}`, { token }))).toEqual([
      404,
      'file.not-found',
    ]);
  });
});

describe('everything at once', () => {
  it('is never the whole library, where a link leads to nothing', async () => {
    const token = await guestOf(await create({ fileIds: undefined, allowUpload: true }));
    expect(outcome(await rig.call('GET', '/api/shares/current/archive', { token }))).toEqual([
      409,
      'archive.empty',
    ]);
  });
});

describe('an album', () => {
  it('is shared as it is, also with what is put into it later', async () => {
    const { body: album } = await rig.call('POST', '/api/albums', {
      token: editor.token,
      body: { title: 'Lake', fileIds: [shared] },
    });
    const token = await guestOf(await create({ fileIds: undefined, albumId: album.id }));
    expect((await fetched(shared, token)).status).toBe(200);
    await rig.call('POST', `/api/albums/${album.id}/files`, {
      token: editor.token,
      body: { fileIds: [alsoShared] },
    });
    expect((await rig.call('GET', '/api/shares/current/files', { token })).body.items).toHaveLength(2);
    expect(outcome(await fetched(secret, token))).toEqual([404, 'file.not-found']);
  });
});

describe('uses', () => {
  it('has one winner of 50 who open a link for one at once, on two copies', async () => {
    const { id, code } = await create({ maxUses: 1 });
    const other = await rig.startCopy();
    const asked = Array.from({ length: 50 }, (_, place) =>
      rig.call('POST', '/api/shares/open', { body: { code } }, place % 2 ? other : rig.app),
    );
    const statuses = (await Promise.all(asked)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.filter((status) => status === 410)).toHaveLength(49);
    const { body } = await rig.call('GET', `/api/shares/${id}`, { token: editor.token });
    expect(body).toMatchObject({ uses: 1, maxUses: 1, state: 'used-up' });
    expect(body.opens).toEqual([expect.objectContaining({ ip: '192.168.1.20' })]);
  });

  it('are not counted by looking at what the link asks for', async () => {
    const { id, code } = await create({ maxUses: 2, label: 'For two' });
    const inspect = () => rig.call('POST', '/api/shares/inspect', { body: { code } });
    await inspect();
    expect((await inspect()).body).toMatchObject({
      label: 'For two',
      sharedBy: 'Edith',
      needsPassword: false,
      usesLeft: 2,
    });
    await open(code);
    expect((await inspect()).body.usesLeft).toBe(1);
    await open(code);
    expect(outcome(await inspect())).toEqual([410, 'share.used-up']);
    const more = { token: editor.token, body: { maxUses: null } };
    expect((await rig.call('PATCH', `/api/shares/${id}`, more)).body.state).toBe('open');
    expect((await open(code)).status).toBe(200);
  });

  it('are listed to their maker with what was fetched, to an admin, and to no other editor', async () => {
    const share = await create({ label: 'Counted' });
    const token = await guestOf(share);
    await fetched(shared, token);
    await rig.call('GET', `/api/files/${shared}/stream`, { token, headers: { range: 'bytes=500-' } });
    await eventually(async () => {
      const { body } = await rig.call('GET', `/api/shares/${share.id}`, { token: editor.token });
      expect(body.fetched).toEqual([
        { fileId: shared, name: 'lake.jpg', times: 1, lastAt: expect.any(String) },
      ]);
      return true;
    });
    const lists = async (who: SignedIn) => {
      const { body } = await rig.call('GET', '/api/shares', { token: who.token });
      return body.items.some(({ id }: { id: string }) => id === share.id);
    };
    const other = await rig.signIn(await rig.addUser('editor'));
    const admin = await rig.signIn(await rig.addUser('admin'));
    expect([await lists(editor), await lists(admin), await lists(other)]).toEqual([true, true, false]);
  });
});

describe('a password', () => {
  it('is asked for, and guessing it is slowed down from one network and not from another', async () => {
    const { code } = await create({ password: 'open sesame' });
    expect(outcome(await open(code))).toEqual([401, 'share.password-required']);
    const tries = await Promise.all(Array.from({ length: 15 }, () => open(code, 'wrong', '198.51.100.9')));
    expect(tries.filter(({ status }) => status === 401)).toHaveLength(10);
    expect(tries.filter(({ body }) => body.code === 'request.rate-limited')).toHaveLength(5);
    expect(outcome(await open(code, 'open sesame', '198.51.100.9'))).toEqual([429, 'request.rate-limited']);
    expect((await open(code, 'open sesame', '198.51.100.10')).status).toBe(200);
  });
});

describe('the end of a link', () => {
  it('is known to every copy: tokens of before are refused, also by a copy that starts later', async () => {
    const other = await rig.startCopy();
    const share = await create();
    const token = await guestOf(share);
    expect([(await fetched(shared, token)).status, (await fetched(shared, token, other)).status]).toEqual([
      200, 200,
    ]);
    expect((await rig.call('DELETE', `/api/shares/${share.id}`, { token: editor.token })).status).toBe(204);
    expect(outcome(await fetched(shared, token))).toEqual([401, 'auth.session-revoked']);
    await eventually(
      async () => (await fetched(shared, token, other)).body?.code,
      (code) => code === 'auth.session-revoked',
    );
    expect(outcome(await fetched(shared, token, await rig.startCopy()))).toEqual([
      401,
      'auth.session-revoked',
    ]);
    expect(outcome(await open(share.code))).toEqual([410, 'share.revoked']);
    const change = { token: editor.token, body: { expiresIn: '1h' } };
    expect(outcome(await rig.call('PATCH', `/api/shares/${share.id}`, change))).toEqual([
      410,
      'share.revoked',
    ]);
  });

  it('counts for tokens of before, when it is brought nearer', async () => {
    const share = await create();
    const token = await guestOf(share);
    await ended(share.id);
    await eventually(
      async () => (await fetched(shared, token)).body?.code,
      (code) => code === 'auth.token-expired',
    );
  });
});

describe('a QR code', () => {
  it.each([
    ['/api/qr', 200],
    ['/api/qr?target=library', 200],
    ['/api/qr?target=elsewhere', 400],
    ['/api/files/0198c0de-0000-7000-8000-000000000001/qr', 404],
  ])('%s answers %d', async (path, status) => {
    const answer = await rig.call('GET', path, { token: editor.token });
    expect(answer.status).toBe(status);
    if (status === 200) expect(answer.text).toMatch(/^<svg/);
  });

  it('leads to a file', async () => {
    const answer = await rig.call('GET', `/api/files/${shared}/qr`, { token: editor.token });
    expect([answer.headers['content-type'], answer.text.slice(0, 4)]).toEqual(['image/svg+xml', '<svg']);
  });
});
