import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { FileId } from '@hearth/contracts';
import { eventually } from '@hearth/testing';
import { MediaRig, type Answer, type SignedIn } from '../../test/media-rig.js';

jest.setTimeout(180_000);

let rig: MediaRig;
let viewer: SignedIn;
let film: FileId;
let other: FileId;

beforeAll(async () => {
  rig = await MediaRig.start();
  viewer = await rig.signIn(await rig.addUser('viewer'));
  film = await rig.addFile({ name: 'film.mp4', kind: 'video', mime_type: 'video/mp4' });
  other = await rig.addFile({ name: 'other.mp4', kind: 'video', mime_type: 'video/mp4' });
});
afterAll(() => rig.stop());

const outcome = ({ status, body }: Answer) => [status, body?.code];

/** What the address is where nginx passes it on to. */
async function linkTo(id: string, { token } = viewer): Promise<string> {
  const { status, body } = await rig.call('POST', `/api/files/${id}/links`, { token });
  expect([status, new URL(body.url).origin]).toEqual([201, 'https://hub.local:8443']);
  return body.url.replace('https://hub.local:8443', '');
}

describe('a link for a player', () => {
  it('gives the one file to whoever has it, as that of who made it, for pages of others too', async () => {
    const answer = await rig.call('GET', await linkTo(film));
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({
      'x-accel-redirect': '/_library/film.mp4',
      'cross-origin-resource-policy': 'cross-origin',
      'x-hearth-user': viewer.userId,
      'x-hearth-session': viewer.sessionId,
      'x-hearth-access': 'stream',
    });
    expect((await rig.call('HEAD', await linkTo(film))).status).toBe(200);
  });

  it('lasts for six hours', async () => {
    const { body } = await rig.call('POST', `/api/files/${film}/links`, { token: viewer.token });
    const lastsSec = (Date.parse(body.expiresAt) - Date.now()) / 1_000;
    expect(Math.round(lastsSec / 600)).toBe(36);
  });

  it('is none to another file, nor when something of it was changed', async () => {
    const link = await linkTo(film);
    expect(outcome(await rig.call('GET', link.replace(film, other)))).toEqual([403, 'link.invalid']);
    expect(outcome(await rig.call('GET', link.slice(0, -3)))).toEqual([403, 'link.invalid']);
    expect(outcome(await rig.call('GET', `/api/files/${film}/linked?k=x.y`))).toEqual([403, 'link.invalid']);
    expect(outcome(await rig.call('GET', `/api/files/${film}/linked`))).toEqual([400, 'request.invalid']);
  });

  it('opens nothing else', async () => {
    const token = new URL(await linkTo(film), 'https://hub.local:8443').searchParams.get('k') as string;
    expect((await rig.call('GET', '/api/files', { token })).status).toBe(401);
    expect((await rig.call('GET', `/api/files/${film}/stream`, { token })).status).toBe(401);
  });

  it('ends with the session of who made it, at every copy', async () => {
    const leaving = await rig.signIn(await rig.addUser('viewer'));
    const link = await linkTo(film, leaving);
    const copy = await rig.startCopy();
    for (const app of [rig.app, copy]) expect((await rig.call('GET', link, {}, app)).status).toBe(200);
    expect((await rig.call('POST', '/api/auth/logout', { token: leaving.token })).status).toBe(204);
    for (const app of [rig.app, copy]) {
      const refused = await eventually(
        () => rig.call('GET', link, {}, app),
        ({ status }) => status !== 200,
      );
      expect(outcome(refused)).toEqual([401, 'auth.session-revoked']);
    }
    // One that has heard of nothing asks the database.
    const late = await rig.startCopy();
    expect(outcome(await rig.call('GET', link, {}, late))).toEqual([401, 'auth.session-revoked']);
  });

  it('is made of no file that is not there', async () => {
    const { token } = viewer;
    const path = '/api/files/0198c0de-0000-7000-8000-000000000001/links';
    expect(outcome(await rig.call('POST', path, { token }))).toEqual([404, 'file.not-found']);
  });
});
