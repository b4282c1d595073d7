import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { FileId, UploadId, UserId } from '@hearth/contracts';
import { migrate } from '@hearth/platform';
import { startBackingServices, type BackingServices } from '@hearth/testing';
import { DataSource } from 'typeorm';
import { v7 } from 'uuid';
import { findUpload, insertUpload, recordDone, recordRefused, recordTarget } from './upload-record.js';
import { mayBecome, UPLOAD_TRANSITIONS, type UploadState } from './upload-states.js';
import { uploadingSchema } from './uploading.schema.js';

const PLACE = { folder: '', name: 'Beach.jpg', sha256: 'a'.repeat(64) };
const EXPIRES_AT = new Date(Date.now() + 86_400_000);
const STEPS = {
  storing: (id: UploadId) => recordTarget(database, id, PLACE),
  done: (id: UploadId) =>
    recordDone(database, id, {
      ...PLACE,
      ...{ outcome: 'stored', fileId: v7() as FileId, expiresAt: EXPIRES_AT },
    }),
  refused: (id: UploadId) => recordRefused(database, id),
};
type Next = keyof typeof STEPS;
const PAIRS = (Object.keys(UPLOAD_TRANSITIONS) as UploadState[]).flatMap((from) =>
  (Object.keys(STEPS) as Next[]).map((to) => [from, to, mayBecome(from, to)] as const),
);

let stores: BackingServices;
let database: DataSource;

beforeAll(async () => {
  stores = await startBackingServices({ postgres: true });
  await migrate(stores.postgres.url, uploadingSchema);
  const { url } = stores.postgres;
  database = await new DataSource({ type: 'postgres', url, installExtensions: false }).initialize();
});
afterAll(async () => {
  await database?.destroy();
  await stores?.stop();
});

async function uploadIn(state: UploadState): Promise<UploadId> {
  const id = v7() as UploadId;
  await insertUpload(database, {
    ...{ id, userId: v7() as UserId, sessionDeviceId: null, deviceId: null, shareId: null, guestId: null },
    ...{ name: 'Beach.jpg', folder: '', mimeType: 'image/jpeg', modifiedAt: null, metadata: '' },
    ...{ sizeBytes: 10, offsetBytes: 10, expiresAt: EXPIRES_AT },
  });
  if (state === 'storing' || state === 'done') await STEPS.storing(id);
  if (state === 'done' || state === 'refused') await STEPS[state](id);
  return id;
}

it.each(PAIRS.filter(([, , may]) => may))('an upload goes from %s to %s', async (from, to) => {
  const id = await uploadIn(from);
  await STEPS[to](id);
  expect((await findUpload(database, id))?.state).toBe(to);
});

it.each(PAIRS.filter(([, , may]) => !may))(
  'an upload that another brought to %s meanwhile is not brought to %s',
  async (from, to) => {
    const id = await uploadIn(from);
    const before = await findUpload(database, id);
    await expect(STEPS[to](id)).rejects.toMatchObject({ code: 'upload.busy' });
    expect(await findUpload(database, id)).toEqual(before);
  },
);
