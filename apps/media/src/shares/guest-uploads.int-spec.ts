import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AS_GUEST_HEADER } from '@hearth/contracts';
import { SHARE_COOKIE } from '@hearth/platform';
import type { Answer } from '../../test/media-rig.js';
import { UploadRig } from '../../test/upload-rig.js';

let rig: UploadRig;

beforeAll(async () => {
  rig = await UploadRig.start();
});
afterAll(() => rig.stop());

interface Link {
  readonly id: string;
  readonly code: string;
}

async function link(body: object = {}): Promise<Link> {
  const call = { token: rig.editor.token, body: { allowUpload: true, ...body } };
  const answer = await rig.media.call('POST', '/api/shares', call);
  expect([answer.status, answer.body]).toEqual([201, expect.anything()]);
  return answer.body;
}

async function guestOf({ code }: Link): Promise<UploadRig> {
  return rig.as((await rig.media.call('POST', '/api/shares/open', { body: { code } })).body);
}

const inFolder = (...path: string[]) => {
  const folder = join(rig.library, 'Guests', ...path);
  return existsSync(folder) ? readdirSync(folder).sort() : [];
};
const outcome = ({ status, body }: Answer) => [status, body?.code];
const brought = async (guest: UploadRig): Promise<string[]> => {
  const call = { token: guest.editor.token };
  const { body } = await rig.media.call('GET', '/api/shares/current/uploads', call);
  return body.items.map(({ name }: { name: string }) => name).sort();
};
const describeLink = async ({ id }: Link) =>
  (await rig.media.call('GET', `/api/shares/${id}`, { token: rig.editor.token })).body;

describe('what a guest brings', () => {
  it('comes whole into the folder of the link, whatever folder or device the guest names', async () => {
    const guest = await guestOf(await link({ label: 'The wedding' }));
    const photo = Buffer.from('a photo');
    const sent = await guest.upload(photo, 'IMG_1.jpg', '../../somewhere');
    expect(sent.status).toBe(204);
    expect(readFileSync(join(rig.library, 'Guests/The wedding/IMG_1.jpg'))).toEqual(photo);
    const form = await guest.sendFiles([{ bytes: Buffer.from('a film'), name: 'film.mp4' }], 'Elsewhere');
    expect([form.status, form.body.files[0].folder]).toEqual([200, 'Guests/The wedding']);
    expect(inFolder('The wedding')).toEqual(['IMG_1.jpg', 'film.mp4']);
    expect(existsSync(join(rig.library, 'Elsewhere'))).toBe(false);
  });

  it('replaces nothing, and has no name that leads elsewhere', async () => {
    const guest = await guestOf(await link({ label: 'Twice' }));
    await guest.upload(Buffer.from('one'), 'a.jpg');
    await guest.upload(Buffer.from('two'), 'a.jpg');
    expect(inFolder('Twice')).toEqual(['a (2).jpg', 'a.jpg']);
    for (const name of ['../a.jpg', '..', '.hidden', 'a/b.jpg', 'a\u0000.jpg', '\u202egpj.exe'])
      await expect(guest.create(1, name)).rejects.toThrow('upload.name-invalid');
    await guest.upload(Buffer.from('x'), '<img src=x onerror=alert(1)>.jpg');
    expect(await brought(guest)).toContain('<img src=x onerror=alert(1)>.jpg');
  });

  it('is seen by that guest alone, and by whoever made the link', async () => {
    const made = await link({ label: 'Seen' });
    const [one, other] = [await guestOf(made), await guestOf(made)];
    await one.upload(Buffer.from('mine'), 'mine.jpg');
    expect([await brought(one), await brought(other)]).toEqual([['mine.jpg'], []]);
    const [file] = (
      await rig.media.call('GET', `/api/shares/${made.id}/uploads`, { token: rig.editor.token })
    ).body.items;
    expect(file).toMatchObject({ name: 'mine.jpg', isShown: true, folder: 'Guests/Seen' });
    const fetched = (who: UploadRig) =>
      rig.media.call('GET', `/api/files/${file.id}/stream`, { token: who.editor.token });
    expect((await fetched(one)).status).toBe(200);
    expect(outcome(await fetched(other))).toEqual([404, 'file.not-found']);
    const path = await one.create(4, 'half.jpg');
    expect([(await other.head(path)).status, (await rig.head(path)).status]).toEqual([404, 404]);
    expect((await other.patch(path, 0, Buffer.from('evil'))).status).toBe(404);
  });

  it('is a guest’s also where somebody of the house is signed in in the same browser', async () => {
    const guest = await guestOf(await link({ label: 'Same browser' }));
    const send = (headers: Record<string, string>) =>
      rig.media.call('POST', '/api/uploads', {
        token: undefined,
        headers: {
          'tus-resumable': '1.0.0',
          'upload-length': '0',
          'upload-metadata': `filename ${Buffer.from('both.jpg').toString('base64')}`,
          cookie: `__Host-hearth_access=${rig.editor.token}; ${SHARE_COOKIE}=${guest.editor.token}`,
          origin: 'https://hub.local:8443',
          host: 'hub.local:8443',
          ...headers,
        },
      });
    expect((await send({ [AS_GUEST_HEADER]: '1' })).status).toBe(201);
    expect(inFolder('Same browser')).toEqual(['both.jpg']);
  });
});

describe('a link', () => {
  it('that lets nobody bring anything refuses before a byte', async () => {
    await rig.upload(Buffer.from('a lake'), 'lake.jpg', 'Given');
    const guest = await guestOf(await link({ folder: 'Given', allowUpload: false }));
    await expect(guest.create(1, 'a.jpg')).rejects.toThrow('share.no-uploads');
    const { token } = guest.editor;
    expect(outcome(await rig.media.call('GET', '/api/uploads/permission', { token }))).toEqual([
      403,
      'share.no-uploads',
    ]);
    expect(outcome(await guest.sendForm(Buffer.from('a'), 'a.jpg'))).toEqual([403, 'share.no-uploads']);
  });

  it('takes no more files than it says, however many come at once', async () => {
    const made = await link({ label: 'Few', maxUploadFiles: 3 });
    const guest = await guestOf(made);
    const sent = await Promise.allSettled(
      Array.from({ length: 12 }, (_, index) => guest.create(5, `${index}.jpg`)),
    );
    const taken = sent.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    expect(taken).toHaveLength(3);
    // One that is given up makes room again.
    await rig.media.call('DELETE', taken[0] as string, {
      token: guest.editor.token,
      headers: { 'tus-resumable': '1.0.0' },
    });
    expect((await describeLink(made)).uploads).toMatchObject({ files: 2, sizeBytes: 10, maxFiles: 3 });
    await guest.create(5, 'again.jpg');
    await expect(guest.create(5, 'too-many.jpg')).rejects.toThrow('share.full');
  });

  it('takes no more bytes than it says, by a form neither', async () => {
    const guest = await guestOf(await link({ label: 'Small', maxUploadBytes: 1_000 }));
    await expect(guest.create(1_001, 'a.jpg')).rejects.toThrow('share.full');
    expect(outcome(await guest.sendForm(Buffer.alloc(2_000), 'b.jpg'))).toEqual([413, 'share.full']);
    expect((await guest.sendForm(Buffer.alloc(300), 'c.jpg')).status).toBe(200);
    expect(inFolder('Small')).toEqual(['c.jpg']);
  });

  it('asks for pieces of a length that is known and sensible', async () => {
    const guest = await guestOf(await link());
    const ask = (headers: Record<string, string>, token = guest.editor.token) =>
      rig.media.call('GET', '/api/uploads/permission', { token, headers });
    expect((await ask({ 'x-body-length': String(16 * 1024 ** 2) })).status).toBe(204);
    expect((await ask({ 'x-body-length': String(1024 ** 3) })).status).toBe(403);
    expect((await ask({})).status).toBe(403);
    expect((await ask({}, rig.editor.token)).status).toBe(204);
  });

  it('that was ended takes in nothing more of what was begun', async () => {
    const made = await link({ label: 'Ended' });
    const guest = await guestOf(made);
    const path = await guest.create(6, 'late.jpg');
    await guest.patch(path, 0, Buffer.from('abc'));
    await rig.media.call('DELETE', `/api/shares/${made.id}`, { token: rig.editor.token });
    expect((await guest.patch(path, 3, Buffer.from('def'))).status).toBe(401);
    expect(inFolder('Ended')).toEqual([]);
  });
});

describe('the wall', () => {
  it('waits for a yes where somebody looks at what comes before', async () => {
    const made = await link({ label: 'Wall', isModerated: true });
    await (await guestOf(made)).upload(Buffer.from('a photo'), 'me.jpg');
    const { token } = rig.editor;
    const look = async () =>
      (await rig.media.call('GET', `/api/shares/${made.id}/uploads`, { token })).body.items[0];
    const { id, isShown } = await look();
    expect(isShown).toBe(false);
    const show = { token, body: { isShown: true } };
    expect((await rig.media.call('PATCH', `/api/shares/${made.id}/uploads/${id}`, show)).status).toBe(204);
    expect((await look()).isShown).toBe(true);
    const another = await link();
    expect(outcome(await rig.media.call('PATCH', `/api/shares/${another.id}/uploads/${id}`, show))).toEqual([
      404,
      'file.not-found',
    ]);
  });
});
