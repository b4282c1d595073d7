import { lstatSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { fileChanged, type FileId } from '@hearth/contracts';
import { NatsConnection, writeToOutbox } from '@hearth/platform';
import { jetstream } from '@nats-io/jetstream';
import { v7 } from 'uuid';
import { eventually } from '@hearth/testing';
import { MediaRig, type SignedIn } from '../../test/media-rig.js';

jest.setTimeout(180_000);

const SHA256 = 'cd'.repeat(32);
const ETAG = `"${SHA256}"`;

const library = mkdtempSync(join(tmpdir(), 'hearth-streaming-'));

let rig: MediaRig;
let viewer: SignedIn;
let film: FileId;

beforeAll(async () => {
  rig = await MediaRig.start({ HEARTH_LIBRARY: library });
  viewer = await rig.signIn(await rig.addUser('viewer'));
  film = await rig.addFile({
    folder: 'Films/Größe',
    name: 'a "film".mp4',
    kind: 'video',
    mime_type: 'video/mp4',
    sha256: SHA256,
  });
});
afterAll(async () => {
  rmSync(library, { recursive: true });
  await rig.stop();
});

const get = (path: string, headers: Record<string, string> = {}) =>
  rig.call('GET', path, { token: viewer.token, headers });
const stream = (id: string, headers = {}) => get(`/api/files/${id}/stream`, headers);

describe('/stream', () => {
  it('hands the file over to nginx, and says for the log who gets it', async () => {
    const playback = v7();
    const { status, headers, text } = await get(`/api/files/${film}/stream?playback=${playback}`, {
      range: 'bytes=0-',
    });
    expect([status, text]).toEqual([200, '']);
    expect(headers).toMatchObject({
      'x-accel-redirect': '/_library/Films/Gr%C3%B6%C3%9Fe/a%20%22film%22.mp4',
      'content-type': 'video/mp4',
      'cache-control': 'private, no-cache',
      'last-modified': 'Thu, 01 Jan 2026 00:00:00 GMT',
      etag: ETAG,
      'x-hearth-user': viewer.userId,
      'x-hearth-session': viewer.sessionId,
      'x-hearth-file': film,
      'x-hearth-access': 'stream',
      'x-hearth-playback': playback,
    });
    expect(headers['content-disposition']).toBeUndefined();
  });

  it('answers HEAD as GET', async () => {
    const { status, headers } = await rig.call('HEAD', `/api/files/${film}/stream`, { token: viewer.token });
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'x-accel-redirect': expect.any(String),
      etag: ETAG,
      'x-hearth-access': 'stream',
    });
  });

  it.each([
    [{ 'if-none-match': ETAG }, 304],
    [{ 'if-none-match': ETAG, range: 'bytes=5000-' }, 304],
    [{ 'if-none-match': '"other"' }, 200],
    [{ 'if-match': '"other"' }, 412],
    [{ range: 'bytes=999-' }, 200],
    [{ range: 'bytes=1000-' }, 416],
    [{ range: 'bytes=-0' }, 416],
    [{ range: 'bytes=9-1' }, 416],
    [{ range: 'bytes=x' }, 416],
    [{ range: 'x' }, 416],
    [{ range: 'lines=1-2' }, 200],
    [{ range: `bytes=${'0-1,'.repeat(2000)}0-1` }, 200],
    [{ range: 'bytes=5000-', 'if-range': '"other"' }, 200],
    [{ range: 'bytes=5000-', 'if-range': ETAG }, 416],
  ])('%j: %d', async (headers, status) => {
    const answer = await stream(film, headers);
    expect(answer.status).toBe(status);
    expect(answer.headers['x-accel-redirect'] !== undefined).toBe(status === 200);
    if (status === 416) expect(answer.headers['content-range']).toBe('bytes */1000');
    if (status === 304) expect(answer.headers['etag']).toBe(ETAG);
  });

  it.each(['text/html', 'image/svg+xml', 'application/xhtml+xml', 'text/javascript'])(
    'never shows %s as a page',
    async (type) => {
      const { headers } = await stream(await rig.addFile({ mime_type: type, name: `${v7()}.x` }));
      expect(headers['content-type']).toBe('application/octet-stream');
      expect(headers['content-disposition']).toMatch(/^attachment; /);
    },
  );

  it('answers with an empty file where there is nothing to send', async () => {
    const empty = await rig.addFile({ size_bytes: 0 });
    const { status, headers } = await stream(empty, { range: 'bytes=0-' });
    expect(status).toBe(200);
    expect(headers).toMatchObject({ 'content-length': '0', 'x-hearth-file': empty });
    expect(headers['x-accel-redirect']).toBeUndefined();
  });

  it('sends a file that is still being read without an entity tag', async () => {
    const { status, headers } = await stream(await rig.addFile({ sha256: null, state: 'indexing' }), {
      'if-none-match': ETAG,
    });
    expect(status).toBe(200);
    expect(headers['x-accel-redirect']).toBeDefined();
    expect(headers['etag']).toBeUndefined();
  });

  it('says of a file that is missing from the disk that it is', async () => {
    const { status, body } = await stream(await rig.addFile({ missing_since: new Date() }));
    expect([status, body.code]).toEqual([404, 'file.missing-on-disk']);
  });
});

describe('a file whose bytes were replaced on the disk', () => {
  const seenByScan = (name: string): Record<string, unknown> => {
    const { size, mtimeNs } = lstatSync(join(library, name), { bigint: true });
    return { size_bytes: String(size), mtime_ns: String(mtimeNs) };
  };
  const tagOf = async (id: FileId) => (await stream(id)).headers['etag'];
  const replaced = async (): Promise<FileId> => {
    const name = `${v7()}.mp4`;
    writeFileSync(join(library, name), 'old bytes');
    const id = await rig.addFile({ name, sha256: SHA256, ...seenByScan(name) });
    expect(await tagOf(id)).toBe(ETAG);
    writeFileSync(join(library, name), 'new bytes, and more of them');
    await eventually(
      () => tagOf(id),
      (tag) => tag === undefined,
    );
    return id;
  };

  it('does not go by the entity tag of the old ones', async () => {
    const { status, headers } = await stream(await replaced(), { 'if-none-match': ETAG });
    expect(status).toBe(200);
    expect(headers['etag']).toBeUndefined();
    expect(Date.parse(String(headers['last-modified']))).toBeGreaterThan(Date.now() - 60_000);
  });

  it('is not joined to a part of the old one', async () => {
    const id = await replaced();
    expect((await stream(id, { 'if-match': ETAG })).status).toBe(412);
    const { status, headers } = await stream(id, { 'if-range': ETAG, range: 'bytes=4-' });
    expect([status, headers['etag']]).toEqual([200, undefined]);
  });

  it('has the ranges of the new ones', async () => {
    const { status, headers } = await stream(await replaced(), { range: 'bytes=20-' });
    expect(status).toBe(200);
    expect(headers['x-accel-redirect']).toBeDefined();
  });
});

describe('/download', () => {
  it('sends the file as an attachment under its name', async () => {
    const { status, headers } = await get(`/api/files/${film}/download`);
    expect(status).toBe(200);
    expect(headers['content-disposition']).toBe(
      `attachment; filename="a _film_.mp4"; filename*=UTF-8''a%20%22film%22.mp4`,
    );
    expect(headers['x-hearth-access']).toBe('download');
  });
});

describe('/thumbnail', () => {
  it.each(['grid', 'preview'])('hands the size %s over to nginx', async (size) => {
    const { headers } = await get(`/api/files/${film}/thumbnail?size=${size}`);
    expect(headers['x-accel-redirect']).toBe(`/_derived/cd/${SHA256}/${size}.webp`);
    expect(headers['x-hearth-access']).toBe('thumbnail');
    expect(
      (await get(`/api/files/${film}/thumbnail?size=${size}`, { 'if-none-match': String(headers['etag']) }))
        .status,
    ).toBe(304);
  });

  it('sends the file itself where it is its own preview, or until one is made', async () => {
    const id = await rig.addFile({ folder: 'trip', name: 'small.jpg', preview_as: 'original' });
    const preview = await get(`/api/files/${id}/thumbnail?size=preview`);
    expect(preview.headers['x-accel-redirect']).toBe('/_library/trip/small.jpg');
    expect(preview.headers['content-type']).toBe('image/jpeg');
    const grid = await get(`/api/files/${id}/thumbnail?size=grid`);
    expect(grid.headers['x-accel-redirect']).toMatch(/^\/_derived\//);
  });

  it('says where there is no picture', async () => {
    const { status, body } = await get(`/api/files/${await rig.addFile({ has_thumbnail: false })}/thumbnail`);
    expect([status, body.code]).toEqual([404, 'file.no-thumbnail']);
  });
});

describe('what is remembered of a file', () => {
  /** Those about this file: what sweeps the library asks of its files as well, now and then. */
  const queriesAfter = (id: FileId, calls: readonly (readonly [string, unknown?, ...unknown[]])[]) =>
    calls.filter(([sql, values]) => sql.includes('catalog.files') && JSON.stringify(values)?.includes(id));

  it('needs no query for the next request', async () => {
    const id = await rig.addFile();
    await stream(id);
    const queries = jest.spyOn(rig.database, 'query');
    for (let i = 0; i < 20; i += 1) expect((await stream(id)).status).toBe(200);
    const asked = queriesAfter(id, queries.mock.calls);
    queries.mockRestore();
    expect(asked).toEqual([]);
  });

  it('is asked for once by many who come at the same time', async () => {
    const id = await rig.addFile();
    const queries = jest.spyOn(rig.database, 'query');
    await Promise.all(Array.from({ length: 20 }, () => stream(id)));
    const asked = queriesAfter(id, queries.mock.calls);
    queries.mockRestore();
    expect(asked).toHaveLength(1);
  });

  it('is forgotten when the file changes', async () => {
    const id = await rig.addFile({ name: `${v7()} before.mp4` });
    const accelPath = async () => String((await stream(id)).headers['x-accel-redirect']);
    expect(await accelPath()).toContain('before');
    await changeName(id, `${v7()} after.mp4`);
    expect(await eventually(accelPath, (path) => path.includes('after'))).toContain('after');
  });

  async function changeName(id: FileId, name: string): Promise<void> {
    await rig.database.query('UPDATE catalog.files SET name = $2 WHERE id = $1', [id, name]);
    const payload = {
      fileId: id,
      name,
      folder: '',
      kind: 'video',
      mimeType: 'video/mp4',
      sizeBytes: 1,
      durationSec: null,
      uploadedBy: null,
      deviceId: null,
      createdAt: new Date().toISOString(),
      state: 'ready',
      revision: 2,
    } as const;
    await writeToOutbox(rig.database.manager, 'catalog', fileChanged, [payload]);
    const [{ envelope }] = await rig.database.query(
      'SELECT envelope FROM catalog.outbox ORDER BY id DESC LIMIT 1',
    );
    // The indexer's part.
    const js = jetstream(await rig.app.get(NatsConnection).get());
    await js.publish(fileChanged.subject, JSON.stringify(envelope));
  }
});
