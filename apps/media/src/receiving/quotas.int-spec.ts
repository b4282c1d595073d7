import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MediaRig, type Answer, type SignedIn } from '../../test/media-rig.js';

jest.setTimeout(180_000);

let rig: MediaRig;
let library: string;
let admin: SignedIn;

beforeAll(async () => {
  library = mkdtempSync(join(tmpdir(), 'hearth-quotas-'));
  mkdirSync(join(library, '.hearth/staging/incoming'), { recursive: true });
  writeFileSync(join(library, '.hearth/library-id'), `${randomUUID()}\n`);
  rig = await MediaRig.start({ HEARTH_LIBRARY: library });
  admin = await rig.signIn('admin');
});
afterAll(async () => {
  await rig.stop();
  rmSync(library, { recursive: true, force: true });
});

const setQuota = (id: string, quotaBytes: number | null): Promise<Answer> =>
  rig.call('PATCH', `/api/users/${id}`, { token: admin.token, body: { quotaBytes } });
const roomOf = async ({ token }: SignedIn) => (await rig.call('GET', '/api/library/room', { token })).body;
const announce = ({ token }: SignedIn, sizeBytes: number): Promise<Answer> =>
  rig.call('POST', '/api/uploads', {
    token,
    headers: {
      'tus-resumable': '1.0.0',
      'upload-length': String(sizeBytes),
      'upload-metadata': `filename ${Buffer.from(`${randomUUID()}.bin`).toString('base64')}`,
    },
  });
async function sendForm({ token }: SignedIn, ...files: Buffer[]): Promise<Answer> {
  const form = new FormData();
  files.forEach((bytes) => form.append('files', new Blob([Uint8Array.from(bytes)]), `${randomUUID()}.bin`));
  const encoded = new Response(form);
  const headers = { 'content-type': encoded.headers.get('content-type') ?? '' };
  const body = Buffer.from(await encoded.arrayBuffer());
  return rig.call('POST', '/api/files/upload', { token, headers, body });
}

async function addEditor(quotaBytes: number): Promise<SignedIn> {
  const editor = await rig.signIn(await rig.addUser('editor'));
  expect((await setQuota(editor.userId, quotaBytes)).body).toMatchObject({ quotaBytes });
  return editor;
}

it('lets nobody bring in more than their quota, however many uploads begin at once', async () => {
  const editor = await addEditor(1_000_000);
  expect(await roomOf(editor)).toMatchObject({ leftBytes: 1_000_000, quotaBytes: 1_000_000, usedBytes: 0 });
  const answers = await Promise.all(Array.from({ length: 8 }, () => announce(editor, 300_000)));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 201, 507, 507, 507, 507, 507]);
  const refused = answers.find(({ status }) => status === 507);
  expect(refused?.body.code).toBe('upload.quota-exceeded');
  expect(await roomOf(editor)).toMatchObject({ leftBytes: 100_000, usedBytes: 900_000 });
  // What is given up makes room again.
  const location = String(answers.find(({ status }) => status === 201)?.headers['location']);
  await rig.call('DELETE', location, { token: editor.token, headers: { 'tus-resumable': '1.0.0' } });
  expect((await announce(editor, 400_000)).status).toBe(201);
});

it('counts what is in the library and in the bin, and takes of a form what fits', async () => {
  const editor = await addEditor(100_000);
  const answer = await sendForm(editor, randomBytes(60_000), randomBytes(60_000));
  expect([answer.status, answer.body.code]).toEqual([507, 'upload.quota-exceeded']);
  expect(answer.body.detail).toContain('The first 1 of 2 files');
  expect(await roomOf(editor)).toMatchObject({ leftBytes: 40_000, usedBytes: 60_000 });
  const { items } = (await rig.call('GET', `/api/files?uploader=${editor.userId}`, { token: editor.token }))
    .body;
  await rig.call('DELETE', `/api/files/${items[0].id}`, { token: editor.token });
  expect(await roomOf(editor)).toMatchObject({ leftBytes: 40_000 });
  await rig.call('DELETE', '/api/bin', { token: admin.token });
  expect(await roomOf(editor)).toMatchObject({ leftBytes: 100_000, usedBytes: 0 });
});

it('is no limit where there is none, and is changed and taken away by admins', async () => {
  const editor = await addEditor(10);
  expect((await announce(editor, 11)).status).toBe(507);
  expect((await setQuota(editor.userId, null)).body).toMatchObject({ quotaBytes: null });
  expect((await announce(editor, 11)).status).toBe(201);
  const room = await roomOf(editor);
  expect(room).toMatchObject({ quotaBytes: null, leftBytes: room.freeBytes });
  expect((await setQuota(editor.userId, -1)).status).toBe(400);
});
