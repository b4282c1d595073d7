import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import {
  fileAdded,
  fileChanged,
  fileRemoved,
  popular,
  segmentsPlayed,
  userChanged,
  type FileFacts,
  type PayloadOf,
} from '@hearth/contracts';
import { eventually } from '@hearth/testing';
import { AnalyticsRig, ANNA, FILM } from '../../test/analytics-rig.js';
import { FactsConsumer } from './facts-consumer.js';

jest.setTimeout(180_000);

let rig: AnalyticsRig;

beforeAll(async () => {
  rig = await AnalyticsRig.start({ postgres: 'own' });
  await rig.startCopy();
});
afterAll(() => rig.stop());
beforeEach(() => rig.clear());

const film = (revision: number, changes: Partial<FileFacts> = {}) =>
  ({
    ...{ fileId: FILM, name: 'film.mp4', folder: '', kind: 'video', mimeType: 'video/mp4', sizeBytes: 2_000 },
    ...{ durationSec: 60, uploadedBy: null, deviceId: null, createdAt: '2026-11-20T12:00:00.000Z' },
    ...{ state: 'ready', revision, ...changes },
  }) as FileFacts;

const removed = (revision: number) => ({ fileId: FILM, revision }) as PayloadOf<typeof fileRemoved>;

const played = (segments: [number, number][]) =>
  ({
    ...{ playbackId: crypto.randomUUID(), fileId: FILM, userId: ANNA, sessionId: crypto.randomUUID() },
    ...{ segments, at: new Date().toISOString() },
  }) as PayloadOf<typeof segmentsPlayed>;

interface KnownFile {
  name: string | null;
  gone: boolean;
  revision: number;
}
const knownFile = (isExpected: (file: KnownFile | undefined) => boolean) =>
  eventually(
    () =>
      rig.one<KnownFile | undefined>(
        'SELECT name, removed_at IS NOT NULL AS gone, revision::int FROM analytics.files WHERE file_id = $1',
        [FILM],
      ),
    isExpected,
  );
const watched = () =>
  rig.one<{ sec: number | null }>('SELECT sum(watch_sec) AS sec FROM analytics.file_viewer_hour');
/** Once this one is known, those before it have been handled. */
async function barrier(): Promise<void> {
  const userId = crypto.randomUUID();
  await rig.publish(userChanged, { userId, username: 'x', role: 'viewer', revision: 1 } as PayloadOf<
    typeof userChanged
  >);
  const fileId = crypto.randomUUID();
  await rig.publish(fileRemoved, { fileId, revision: 1 } as PayloadOf<typeof fileRemoved>);
  await eventually(
    () =>
      rig.one<{ both: boolean }>(
        `SELECT EXISTS (SELECT FROM analytics.users WHERE user_id = $1)
           AND EXISTS (SELECT FROM analytics.files WHERE file_id = $2) AS both`,
        [userId, fileId],
      ),
    ({ both }) => both,
  );
}

describe('files whose events the stream has dropped', () => {
  it('are asked of media by a copy that starts', async () => {
    const gone = '0198e1a0-0000-7000-8000-00000000000c' as FileFacts['fileId'];
    await rig.publish(fileAdded, film(1, { fileId: gone }));
    await rig.publish(fileAdded, film(1, { name: 'before.mp4' }));
    await knownFile((file) => file?.name === 'before.mp4');
    await rig.stopCopies();
    await rig.publish(fileChanged, film(2, { name: 'dropped.mp4' }));
    await rig.publish(fileRemoved, { ...removed(3), fileId: gone });
    await rig.dropEvents();
    rig.issuer.facts = [film(4, { name: 'after.mp4' })];
    await rig.startCopy();
    await knownFile((file) => file?.name === 'after.mp4');
    await eventually(
      () =>
        rig.one<{ left: boolean }>(
          'SELECT removed_at IS NOT NULL AS left FROM analytics.files WHERE file_id = $1',
          [gone],
        ),
      ({ left }) => left,
    );
    // What comes now is heard as ever.
    await rig.publish(fileChanged, film(5, { name: 'later.mp4' }));
    await knownFile((file) => file?.name === 'later.mp4');
  });
});

describe('facts about files', () => {
  it('are those of the highest revision, in whatever order events come', async () => {
    await rig.publish(fileChanged, film(3, { name: 'newest.mp4' }));
    await rig.publish(fileAdded, film(1));
    await rig.publish(fileChanged, film(2, { name: 'older.mp4' }));
    await barrier();
    await knownFile((file) => file?.name === 'newest.mp4' && file.revision === 3);
  });

  it('outlive the file, which is marked as gone', async () => {
    await rig.publish(fileAdded, film(1));
    await rig.publish(fileRemoved, removed(2));
    await knownFile((file) => file?.gone === true && file.name === 'film.mp4');
  });

  it('do not bring a removed file back when an older event comes late', async () => {
    await rig.publish(fileRemoved, removed(5));
    await rig.publish(fileAdded, film(1));
    await barrier();
    await knownFile((file) => file?.gone === true && file.name === 'film.mp4' && file.revision === 5);
  });

  it('bring a file back that was found again', async () => {
    await rig.publish(fileAdded, film(1));
    await rig.publish(fileRemoved, removed(2));
    await rig.publish(fileChanged, film(3));
    await knownFile((file) => file?.gone === false && file.revision === 3);
  });
});

describe('events of files that were lost while all went on', () => {
  it('are made up for when all files are asked for, at night', async () => {
    const copy = await rig.startCopy();
    await rig.publish(fileAdded, film(1));
    await knownFile((file) => file?.revision === 1);
    rig.issuer.facts = [film(2, { name: 'other.mp4' })];
    await copy.get(FactsConsumer).compareFiles();
    await knownFile((file) => file?.name === 'other.mp4' && !file.gone);
    rig.issuer.facts = [];
    await copy.get(FactsConsumer).compareFiles();
    await knownFile((file) => file?.gone === true);
  });

  it('stand in popular by what was seen of them, and from that night on under their name', async () => {
    const copy = await rig.startCopy();
    const popularNow = async () => {
      const url = '/api/analytics/popular?range=24h';
      const headers = { authorization: `Bearer ${rig.issuer.sign('admin')}` };
      const { body } = await copy.getHttpAdapter().getInstance().inject({ url, headers });
      return popular.response.parse(JSON.parse(body)).items;
    };
    rig.append(`access-${new Date().toISOString().slice(0, 13).replace(/[-T]/g, '')}.json`, rig.logLine());
    const [unknown] = await eventually(popularNow, (items) => items.length > 0);
    expect(unknown).toMatchObject({ fileId: FILM, name: 'Unknown file', streams: 1, viewers: 1 });
    rig.issuer.facts = [film(1)];
    await copy.get(FactsConsumer).compareFiles();
    expect(await popularNow()).toEqual([
      expect.objectContaining({ fileId: FILM, name: 'film.mp4', kind: 'video', streams: 1, viewers: 1 }),
    ]);
  });
});

describe('facts about people', () => {
  it('are those of the highest revision', async () => {
    const anna = (revision: number, username: string) =>
      rig.publish(userChanged, { userId: ANNA, username, role: 'viewer', revision } as PayloadOf<
        typeof userChanged
      >);
    await anna(2, 'anna');
    await anna(1, 'ann');
    await barrier();
    expect(await rig.one('SELECT username FROM analytics.users WHERE user_id = $1', [ANNA])).toEqual({
      username: 'anna',
    });
  });
});

describe('played seconds', () => {
  it('are kept one by one, and add up for the viewer', async () => {
    await rig.publish(
      segmentsPlayed,
      played([
        [0, 10],
        [20, 25.5],
      ]),
    );
    await rig.publish(segmentsPlayed, played([[5, 10]]));
    await eventually(watched, ({ sec }) => sec === 20.5);
    expect(await rig.count('played_segments')).toBe(3);
  });

  it('show where they were played, and by what', async () => {
    await rig.publish(segmentsPlayed, { ...played([[0, 40]]), ip: '192.168.1.77', userAgent: 'A browser' });
    await eventually(watched, ({ sec }) => sec === 40);
    const { rows } = await rig.database.query(
      'SELECT ip, user_agent, requests FROM analytics.access_sessions',
    );
    expect(rows).toEqual([{ ip: '192.168.1.77', user_agent: 'A browser', requests: 0 }]);
  });

  it('of one event count once, however often it comes', async () => {
    const id = crypto.randomUUID();
    const report = played([[0, 10]]);
    for (let times = 0; times < 20; times += 1) await rig.publish(segmentsPlayed, report, id);
    await rig.publish(segmentsPlayed, played([[0, 1]]));
    await eventually(watched, ({ sec }) => sec !== null && sec >= 11);
    expect(await watched()).toEqual({ sec: 11 });
    expect(await rig.count('played_segments')).toBe(2);
  });

  it('end where the file ends, when that is known', async () => {
    await rig.publish(fileAdded, film(1));
    await knownFile((file) => file !== undefined);
    await rig.publish(segmentsPlayed, played([[50, 900_000]]));
    await eventually(watched, ({ sec }) => sec === 10);
  });

  it('count once for each that the stream took, though connections, copies and the database fall', async () => {
    const taken: ReturnType<typeof crypto.randomUUID>[] = [];
    const tell = async (id = crypto.randomUUID()) => {
      await rig.publish(segmentsPlayed, played([[0, 1]]), id);
      taken.push(id);
    };
    const faults: (() => Promise<unknown>)[] = [
      () =>
        rig.database.query(
          'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename <> current_user AND backend_type = $1',
          ['client backend'],
        ),
      () => rig.stores.postgres.kill(),
      () => tell().then(() => rig.stores.postgres.start()),
      () => rig.stopCopies(),
      () => tell().then(() => rig.startCopy()),
    ];
    for (const fault of faults) {
      await Promise.all(Array.from({ length: 8 }, () => tell()));
      await Promise.all([fault(), tell(taken[0])]);
    }
    const distinct = new Set(taken);
    await eventually(watched, ({ sec }) => (sec ?? 0) >= distinct.size);
    await rig.publish(segmentsPlayed, played([[0, 1]]));
    await eventually(watched, ({ sec }) => (sec ?? 0) > distinct.size);
    expect(await watched()).toEqual({ sec: distinct.size + 1 });
    const { rows } = await rig.database.query<{ id: string }>(
      'SELECT event_id AS id FROM analytics.consumed_events WHERE event_id = ANY($1)',
      [[...distinct]],
    );
    expect(rows.map(({ id }) => id).toSorted()).toEqual([...distinct].toSorted());
  });

  it('wait for the database when it is away', async () => {
    await rig.stores.postgres.kill();
    await rig.publish(segmentsPlayed, played([[0, 7]]));
    await rig.stores.postgres.start();
    await eventually(watched, ({ sec }) => sec === 7);
  });
});
