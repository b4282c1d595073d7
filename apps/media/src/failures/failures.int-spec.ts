import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { mayTryStep, recordFailedStep } from '@hearth/catalog';
import type { FileId } from '@hearth/contracts';
import { MediaRig } from '../../test/media-rig.js';

let rig: MediaRig;
let token: string;
let broken: FileId;
let slow: FileId;

beforeAll(async () => {
  rig = await MediaRig.start();
  ({ token } = await rig.signIn(await rig.addUser('admin')));
});
beforeEach(async () => {
  await rig.database.query('DELETE FROM catalog.files');
  broken = await rig.addFile({ name: 'broken.mp4', folder: 'films' });
  slow = await rig.addFile({ name: 'slow.heic' });
  await recordFailedStep(rig.database, { fileId: broken, step: 'renditions', reason: 'no video in it' });
  await recordFailedStep(rig.database, {
    ...{ fileId: slow, step: 'previews', reason: 'took too long' },
    retryAfterMs: 600_000,
  });
});
afterAll(() => rig.stop());

async function mayTry(fileId: FileId, step: string): Promise<boolean> {
  const rows = await rig.database.query<object[]>(
    `SELECT FROM catalog.files f WHERE f.id = $1 AND ${mayTryStep(step)}`,
    [fileId],
  );
  return rows.length > 0;
}

describe('what the indexer gave up', () => {
  it('is listed with the reason, the latest first', async () => {
    const { body } = await rig.call('GET', '/api/library/failures?page=1&pageSize=1', { token });
    expect(body).toMatchObject({ total: 2, items: [{ fileId: slow, step: 'previews', attempts: 1 }] });
    expect(body.items[0].retryAt).not.toBeNull();
    const next = await rig.call('GET', `/api/library/failures?cursor=${body.nextCursor}`, { token });
    expect(next.body.items).toEqual([
      expect.objectContaining({
        ...{ fileId: broken, name: 'broken.mp4', folder: 'films', reason: 'no video in it', retryAt: null },
      }),
    ]);
  });

  it('counts, and waits longer each time', async () => {
    for (const _ of [1, 2]) {
      await recordFailedStep(rig.database, {
        ...{ fileId: slow, step: 'previews', reason: 'took too long again' },
        retryAfterMs: 600_000,
      });
    }
    const { body } = await rig.call('GET', '/api/library/failures', { token });
    expect(body.items[0]).toMatchObject({ fileId: slow, attempts: 3, reason: 'took too long again' });
    const waitMs = Date.parse(body.items[0].retryAt) - Date.parse(body.items[0].failedAt);
    expect(waitMs).toBe(4 * 600_000);
  });

  it('may be tried again when the admin says so', async () => {
    expect(await mayTry(broken, 'renditions')).toBe(false);
    expect(await mayTry(broken, 'previews')).toBe(true);
    const body = { fileIds: [broken], step: 'renditions' };
    const retry = await rig.call('POST', '/api/library/failures/retry', { token, body });
    expect(retry.body).toEqual({ retried: 1 });
    expect(await mayTry(broken, 'renditions')).toBe(true);
    expect(await mayTry(slow, 'previews')).toBe(false);
    const all = await rig.call('POST', '/api/library/failures/retry', { token, body: {} });
    expect(all.body).toEqual({ retried: 2 });
    expect(await mayTry(slow, 'previews')).toBe(true);
  });

  it('is forgotten when a step is to be done once more', async () => {
    const id = await rig.addFile({ name: 'again.jpg', facts_version: 3 });
    await recordFailedStep(rig.database, { fileId: id, step: 'facts', reason: 'odd' });
    const body = { step: 'facts' };
    expect((await rig.call('POST', `/api/files/${id}/repeat`, { token, body })).status).toBe(204);
    const [row] = await rig.database.query<object[]>(
      `SELECT facts_version, state, (SELECT count(*)::int FROM catalog.failed_steps WHERE file_id = f.id) AS failures
       FROM catalog.files f WHERE id = $1`,
      [id],
    );
    expect(row).toEqual({ facts_version: 0, state: 'ready', failures: 0 });
    await rig.call('POST', `/api/files/${id}/repeat`, { token, body: { step: 'fingerprint' } });
    expect((await rig.call('GET', `/api/files/${id}`, { token })).body).toMatchObject({
      ...{ state: 'indexing', sha256: null, thumbnailUrl: null },
    });
    const none = '/api/files/0198c0de-0000-7000-8000-000000000001/repeat';
    expect((await rig.call('POST', none, { token, body })).status).toBe(404);
  });

  it('goes with its file', async () => {
    await rig.database.query('DELETE FROM catalog.files WHERE id = $1', [slow]);
    const { body } = await rig.call('GET', '/api/library/failures', { token });
    expect(body.items.map(({ fileId }: { fileId: string }) => fileId)).toEqual([broken]);
  });
});
