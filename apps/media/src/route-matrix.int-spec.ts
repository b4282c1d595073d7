import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { endpoints, ROLES, TUS_VERSION, type Endpoint, type Role, type UploadId } from '@hearth/contracts';
import { ROUTE_MATRIX, type Entry, type RouteRow } from '@hearth/testing';
import { v7 } from 'uuid';
import { insertUpload } from './staging/upload-record.js';
import { MediaRig, PASSWORD, type Answer, type SignedIn } from '../test/media-rig.js';

const ID = '0198c0de-0000-7000-8000-000000000001';

const routes = Object.entries(endpoints)
  .filter(([, { service }]) => service === 'media')
  .map(
    ([name, endpoint]) =>
      [name, endpoint as Endpoint, ROUTE_MATRIX[name as keyof typeof ROUTE_MATRIX] as RouteRow] as const,
  );

let rig: MediaRig;
let tokens: Record<Role, string>;
let revokedDevice: string;
let editor: SignedIn;
let other: SignedIn;
let guestToken: string;

beforeAll(async () => {
  rig = await MediaRig.start();
  const signIn = async (role: Role) => rig.signIn(await rig.addUser(role));
  tokens = {
    viewer: (await signIn('viewer')).token,
    editor: (await signIn('editor')).token,
    admin: (await signIn('admin')).token,
  };
  [editor, other] = [await signIn('editor'), await signIn('editor')];
  const device = await pair(other);
  await rig.call('POST', `/api/pairing/revoke/${device.id}`, { token: other.token });
  revokedDevice = device.token;
  const { code } = await share(editor);
  guestToken = (await rig.call('POST', '/api/shares/open', { body: { code } })).body.token;
});
afterAll(() => rig.stop());

async function share(owner: SignedIn): Promise<{ id: string; code: string }> {
  const call = { token: owner.token, body: { fileIds: [await rig.addFile()] } };
  return (await rig.call('POST', '/api/shares', call)).body;
}

async function invite(owner: SignedIn): Promise<{ pairingId: string; token: string }> {
  const call = { token: owner.token, body: { role: 'editor' } };
  return (await rig.call('POST', '/api/pairing/generate', call)).body;
}

async function pair(owner: SignedIn): Promise<{ id: string; token: string }> {
  const { token: secret } = await invite(owner);
  const call = { body: { token: secret, deviceName: 'Phone' } };
  const { device, token } = (await rig.call('POST', '/api/pairing/confirm', call)).body;
  return { id: device.id, token };
}

/** Without one it would say, as the guard does, that it needs a token. */
const BODIES: Partial<Record<string, object>> = { refresh: { refreshToken: 'A'.repeat(43) } };

/** Without a useful body: whoever is let in is told so, and nothing is done. */
function call(endpoint: Endpoint, token?: string): Promise<Answer> {
  const takesBody = endpoint.method === 'POST' || endpoint.method === 'PATCH';
  const body = BODIES[endpoint.name] ?? (takesBody ? {} : undefined);
  const path = endpoint.path.replace(/:\w+/g, ID);
  return rig.call(endpoint.method, path, { ...(token && { token }), ...(body && { body }) });
}

function entryOf({ status, body }: Answer, ...aboutTokens: readonly string[]): Entry {
  // The answer to HEAD has no body.
  const code = body?.code ?? (status === 401 ? 'auth.required' : 'auth.forbidden');
  const isAboutTokens = ['auth.required', 'auth.session-revoked', ...aboutTokens].includes(code);
  if (status === 401 && isAboutTokens) return 401;
  return status === 403 && code === 'auth.forbidden' ? 403 : 'in';
}

describe('the matrix', () => {
  it('has a row for each route, and none beside', () => {
    expect(Object.keys(ROUTE_MATRIX).sort()).toEqual(Object.keys(endpoints).sort());
  });
});

describe.each(routes)('%s', (name, endpoint, row) => {
  it('is for whom the matrix says', async () => {
    const nobody = entryOf(await call(endpoint));
    const entries: Partial<Record<Role, Entry>> = {};
    for (const role of ROLES) {
      // Ends the session that it is called in.
      const token = name === 'logout' ? (await rig.signIn(await rig.addUser(role))).token : tokens[role];
      entries[role] = entryOf(await call(endpoint, token));
    }
    const { othersObject: _, guest: __, ...expected } = row;
    expect({ nobody, ...entries, revokedDevice: entryOf(await call(endpoint, revokedDevice)) }).toEqual(
      expected,
    );
  });
});

describe('the token of a share link', () => {
  it.each(routes)('comes in to %s only where the matrix says so', async (_, endpoint, { guest, nobody }) => {
    const answer = await call(endpoint, guestToken);
    // To what takes a token it is none; what is open may still say so of another one, in the body.
    const entry = endpoint.access === 'open' ? entryOf(answer) : entryOf(answer, 'auth.token-invalid');
    expect(entry).toBe(guest ?? nobody);
  });
});

async function upload({ userId }: SignedIn): Promise<UploadId> {
  const { id } = await insertUpload(rig.database, {
    ...{
      id: v7() as UploadId,
      userId,
      sessionDeviceId: null,
      deviceId: null,
      shareId: null,
      guestId: null,
      name: 'film.mp4',
      folder: '',
    },
    ...{ mimeType: 'video/mp4', modifiedAt: null, metadata: '', sizeBytes: 5, offsetBytes: 0 },
    expiresAt: new Date(Date.now() + 3_600_000),
  });
  return id;
}

function asTus(headers: Record<string, string> = {}): { token: string; headers: Record<string, string> } {
  return { token: editor.token, headers: { 'tus-resumable': TUS_VERSION, ...headers } };
}

/** A request of the editor that names what the other has made. */
const OTHERS: Partial<Record<string, () => Promise<Answer>>> = {
  removeAppPassword: async () => {
    const body = { name: 'rclone', currentPassword: PASSWORD };
    const made = await rig.call('POST', '/api/app-passwords', { token: other.token, body });
    return rig.call('DELETE', `/api/app-passwords/${made.body.appPassword.id}`, { token: editor.token });
  },
  listSessions: () => rig.call('GET', `/api/auth/sessions?userId=${other.userId}`, { token: editor.token }),
  forgetPositions: () =>
    rig.call('DELETE', `/api/playback-positions?userId=${other.userId}`, { token: editor.token }),
  endSession: () => rig.call('DELETE', `/api/auth/sessions/${other.sessionId}`, { token: editor.token }),
  cancelPairing: async () =>
    rig.call('DELETE', `/api/pairing/${(await invite(other)).pairingId}`, { token: editor.token }),
  changeDevice: async () =>
    rig.call('PATCH', `/api/pairing/devices/${(await pair(other)).id}`, {
      token: editor.token,
      body: { name: 'Mine' },
    }),
  revokeDevice: async () =>
    rig.call('POST', `/api/pairing/revoke/${(await pair(other)).id}`, { token: editor.token }),
  forgetDevice: async () =>
    rig.call('DELETE', `/api/pairing/devices/${(await pair(other)).id}`, { token: editor.token }),
  wakeDevice: async () =>
    rig.call('POST', '/api/wake', { token: editor.token, body: { deviceId: (await pair(other)).id } }),
  uploadOffset: async () => rig.call('HEAD', `/api/uploads/${await upload(other)}`, asTus()),
  appendToUpload: async () =>
    rig.call('PATCH', `/api/uploads/${await upload(other)}`, {
      ...asTus({ 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' }),
    }),
  overrideUpload: async () =>
    rig.call('POST', `/api/uploads/${await upload(other)}`, asTus({ 'x-http-method-override': 'HEAD' })),
  endUpload: async () => rig.call('DELETE', `/api/uploads/${await upload(other)}`, asTus()),
  getShare: async () => rig.call('GET', `/api/shares/${(await share(other)).id}`, { token: editor.token }),
  changeShare: async () =>
    rig.call('PATCH', `/api/shares/${(await share(other)).id}`, {
      token: editor.token,
      body: { expiresIn: '1h' },
    }),
  listShareUploads: async () =>
    rig.call('GET', `/api/shares/${(await share(other)).id}/uploads`, { token: editor.token }),
  showShareUpload: async () =>
    rig.call('PATCH', `/api/shares/${(await share(other)).id}/uploads/${ID}`, {
      token: editor.token,
      body: { isShown: true },
    }),
  revokeShare: async () =>
    rig.call('DELETE', `/api/shares/${(await share(other)).id}`, { token: editor.token }),
  syncFiles: async () => rig.call('POST', `/api/sync/${(await pair(other)).id}`, { token: editor.token }),
  checkSync: async () =>
    rig.call('POST', `/api/sync/${(await pair(other)).id}/check`, {
      token: editor.token,
      body: { files: [] },
    }),
  removeFile: async () =>
    rig.call('DELETE', `/api/files/${await rig.addFile({ uploaded_by: other.userId })}`, {
      token: editor.token,
    }),
  restoreFile: async () => {
    const binned = { uploaded_by: other.userId, unlisted_as: 'binned', unlisted_at: new Date() };
    return rig.call('POST', `/api/bin/${await rig.addFile(binned)}/restore`, { token: editor.token });
  },
  downloadArchive: async () => {
    const body = { fileIds: [await rig.addFile()] };
    const { url } = (await rig.call('POST', '/api/archives', { token: other.token, body })).body;
    return rig.call('GET', url, { token: editor.token });
  },
  syncChanges: async () =>
    rig.call('GET', `/api/sync/${(await pair(other)).id}/changes`, { token: editor.token }),
};

describe('somebody else’s object', () => {
  it.each(routes.filter(([, , { othersObject }]) => othersObject))(
    '%s is refused, and the object is as before',
    async (name, _, { othersObject }) => {
      const ask = OTHERS[name];
      if (!ask) throw new Error(`no request that names what is somebody else’s for ${name}`);
      expect((await ask()).status).toBe(othersObject);
      expect((await rig.call('GET', '/api/auth/me', { token: other.token })).status).toBe(200);
    },
  );
});
