import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@hearth/testing';
import type { DeviceId, UserId } from '@hearth/contracts';
import { v7 } from 'uuid';
import { MediaRig } from '../../test/media-rig.js';
import { Outbound } from './outbound.js';

let rig: MediaRig;

beforeAll(async () => {
  rig = await MediaRig.start();
});
afterAll(() => rig?.stop());

async function countWaiting(): Promise<number> {
  const [{ count }] = await rig.database.query(
    `SELECT count(*)::int AS count FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
  );
  return count;
}

describe('what is laid out for a phone by two people at once', () => {
  it('is never passed by, though the first to begin is the last to end', async () => {
    const outbound = rig.app.get(Outbound);
    const [device, person] = [v7() as DeviceId, v7() as UserId];
    const [slow, quick] = [await rig.addFile(), await rig.addFile()];
    const blocker = rig.database.createQueryRunner();
    await blocker.startTransaction();
    await blocker.query(
      'INSERT INTO uploading.outbound (device_id, file_id, shared_by) VALUES ($1, $2, $3)',
      [device, slow, person],
    );
    const sharingSlow = outbound.share(device, [slow], person);
    await eventually(async () => (await countWaiting()) >= 1);
    let isQuickShared = false;
    const sharingQuick = outbound.share(device, [quick], person).then(() => (isQuickShared = true));
    await eventually(async () => isQuickShared || (await countWaiting()) >= 2);
    const seen = await outbound.list(device, { limit: 10 });
    await blocker.rollbackTransaction();
    await blocker.release();
    await Promise.all([sharingSlow, sharingQuick]);
    const since = seen.cursor ?? undefined;
    const later = await outbound.list(device, { since, limit: 10 });
    expect([...seen.files, ...later.files].map(({ file }) => file.id).toSorted()).toEqual(
      [slow, quick].toSorted(),
    );
  });
});
