import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { findOpenOperatorRoutes, METRICS_SECRET } from '@hearth/testing';
import sharp from 'sharp';
import { RunningIndexer } from '../../testing/running-indexer.js';

let indexer: RunningIndexer;
const at = (path: string): string => join(indexer.library, path);

/** What serves as its preview; null: an image of its own. */
async function previewOf(id: string): Promise<string | null | undefined> {
  const { rows } = await indexer.database.query<{ preview_as: string | null }>(
    'SELECT preview_as FROM catalog.files WHERE id = $1',
    [id],
  );
  return rows[0]?.preview_as;
}

async function picture(shade: number, size = 64): Promise<Buffer> {
  const background = { r: shade % 256, g: (shade * 7) % 256, b: (shade * 13) % 256 };
  return sharp({ create: { width: size, height: size / 2, channels: 3, background } })
    .jpeg()
    .toBuffer();
}

beforeAll(async () => {
  indexer = await RunningIndexer.prepare();
  await indexer.start();
});

afterAll(async () => {
  await indexer?.close();
});

describe('a file that appears', () => {
  it('is indexed, with its facts, its fingerprint and its pictures', async () => {
    const bytes = await picture(1);
    mkdirSync(at('photos'));
    writeFileSync(at('photos/first.jpg'), bytes);
    const row = await indexer.indexed('photos/first.jpg');
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    expect(row).toMatchObject({
      kind: 'image',
      mime_type: 'image/jpeg',
      state: 'ready',
      reason: null,
      sha256,
    });
    expect(row).toMatchObject({ width: 64, height: 32, has_thumbnail: true });
    const derived = join(indexer.derived, sha256.slice(0, 2), sha256);
    expect((await sharp(join(derived, 'grid.webp')).metadata()).format).toBe('webp');
    // So small a picture is its own preview.
    expect(existsSync(join(derived, 'preview.webp'))).toBe(false);
    expect(await previewOf(row.id)).toBe('original');
    expect(await indexer.eventsOf(row.id)).toEqual(['added', 'changed']);
  });

  it('has its preview made when all have their small pictures', async () => {
    const image = sharp({ create: { width: 3_000, height: 2_000, channels: 3, background: '#642' } });
    writeFileSync(at('large.jpg'), await image.jpeg().toBuffer());
    const row = await indexer.indexed('large.jpg');
    expect(row).toMatchObject({ state: 'ready', has_thumbnail: true });
    await indexer.until('the preview is made', async () => (await previewOf(row.id)) === null);
    const preview = join(indexer.derived, row.sha256?.slice(0, 2) ?? '', row.sha256 ?? '', 'preview.webp');
    expect(await sharp(preview).metadata()).toMatchObject({ width: 1_440, height: 960 });
  });

  it('is a video', async () => {
    const source = ['-f', 'lavfi', '-i', 'testsrc2=size=320x180:rate=10:duration=2', '-pix_fmt', 'yuv420p'];
    const elsewhere = join(indexer.services.folder, 'clip.mp4');
    execFileSync('ffmpeg', ['-v', 'error', ...source, elsewhere]);
    copyFileSync(elsewhere, at('clip.mp4'));
    const row = await indexer.indexed('clip.mp4');
    expect(row).toMatchObject({
      kind: 'video',
      state: 'ready',
      width: 320,
      height: 180,
      has_thumbnail: true,
    });
  });

  it('may have any name', async () => {
    const names = [
      `it's "quoted" \`so\`.jpg`,
      'first line\nsecond line.jpg',
      'e\u0301te 🏖️.jpg',
      'a..foo..jpg',
      '100% \\ of it.jpg',
      `{"a": [1, null]}, NULL.jpg`,
      `${'n'.repeat(251)}.jpg`,
    ];
    for (const name of names) writeFileSync(at(name), await picture(name.length));
    for (const name of names) expect((await indexer.indexed(name)).state).toBe('ready');
  });

  it('shares the pictures of the same bytes elsewhere', async () => {
    const bytes = await picture(200);
    writeFileSync(at('one.jpg'), bytes);
    const one = await indexer.indexed('one.jpg');
    const grid = join(indexer.derived, one.sha256?.slice(0, 2) ?? '', one.sha256 ?? '', 'grid.webp');
    const madeAt = statSync(grid).mtimeMs;
    writeFileSync(at('two.jpg'), bytes);
    const two = await indexer.indexed('two.jpg');
    expect(two).toMatchObject({ sha256: one.sha256, has_thumbnail: true });
    expect(two.id).not.toBe(one.id);
    expect(statSync(grid).mtimeMs).toBe(madeAt);
  });

  it('is listed with the reason when it is damaged, and the rest goes on', async () => {
    writeFileSync(at('cut off.jpg'), (await picture(3, 2_000)).subarray(0, 150));
    writeFileSync(at('sound.jpg'), await picture(4));
    const damaged = await indexer.indexed('cut off.jpg');
    expect(damaged.state).toBe('unreadable');
    expect(damaged.reason).toMatch(/\w/);
    expect((await indexer.indexed('sound.jpg')).state).toBe('ready');
  });

  it('is not indexed while somebody writes to it', async () => {
    const bytes = await picture(5, 3_000);
    const step = Math.ceil(bytes.length / 8);
    /** False if we were kept from writing for so long that it was right to take the file for finished. */
    const writeSlowly = async (name: string): Promise<boolean> => {
      writeFileSync(at(name), '');
      for (let from = 0; from < bytes.length; from += step) {
        appendFileSync(at(name), bytes.subarray(from, from + step));
        const wroteAt = performance.now();
        await sleep(700);
        const row = (await indexer.rows()).get(name);
        if (performance.now() - wroteAt > 1_800) return false;
        expect(row).toBeUndefined();
      }
      return true;
    };
    let tries = 1;
    while (!(await writeSlowly(`slow ${tries}.jpg`))) tries += 1;
    const row = await indexer.indexed(`slow ${tries}.jpg`);
    expect(row).toMatchObject({ state: 'ready', sha256: createHash('sha256').update(bytes).digest('hex') });
    expect(await indexer.eventsOf(row.id)).toEqual(['added', 'changed']);
  });

  it('is not indexed while somebody holds it open to go on writing', async () => {
    const bytes = await picture(9);
    const file = openSync(at('paused.jpg'), 'w');
    writeSync(file, bytes.subarray(0, 100));
    // Written later, and finished: it is looked at no earlier.
    writeFileSync(at('written beside it.jpg'), await picture(10));
    await indexer.indexed('written beside it.jpg');
    expect((await indexer.rows()).get('paused.jpg')).toBeUndefined();
    writeSync(file, bytes.subarray(100));
    closeSync(file);
    expect(await indexer.indexed('paused.jpg')).toMatchObject({ state: 'ready', width: 64 });
  });

  it('is never a pipe, a symbolic link, what lies behind one, or a hidden file', async () => {
    const outside = join(indexer.services.folder, 'outside');
    mkdirSync(outside);
    writeFileSync(join(outside, 'secret.jpg'), await picture(6));
    execFileSync('mkfifo', [at('pipe.jpg')]);
    symlinkSync(join(outside, 'secret.jpg'), at('link.jpg'));
    symlinkSync(outside, at('linked'));
    mkdirSync(at('.trash'));
    writeFileSync(at('.trash/old.jpg'), await picture(7));
    writeFileSync(at('.hidden'), await picture(7));
    writeFileSync(
      Buffer.concat([Buffer.from(at('bad ')), Buffer.from([0xff, 0xfe]), Buffer.from('.jpg')]),
      'x',
    );
    // Two, so that what came before the first was looked at as often as it ever is.
    for (const name of ['marker 1.jpg', 'marker 2.jpg']) {
      writeFileSync(at(name), await picture(name.charCodeAt(7)));
      await indexer.indexed(name);
    }
    const paths = [...(await indexer.rows()).keys()];
    expect(paths.filter((path) => /pipe|link|trash|hidden|secret|bad/.test(path))).toEqual([]);
  });
});

describe('a folder', () => {
  it('is watched when it was made together with those in it', async () => {
    mkdirSync(at('deep/deeper/deepest'), { recursive: true });
    // The second one when the folder is known for sure.
    for (const n of [1, 2]) {
      writeFileSync(at(`deep/deeper/deepest/${n}.jpg`), await picture(58 + n));
      expect((await indexer.indexed(`deep/deeper/deepest/${n}.jpg`)).state).toBe('ready');
    }
  });

  it('is watched when it was moved here', async () => {
    const elsewhere = join(indexer.services.folder, 'trip');
    mkdirSync(join(elsewhere, 'day 1'), { recursive: true });
    writeFileSync(join(elsewhere, 'day 1/1.jpg'), await picture(61));
    renameSync(elsewhere, at('trip'));
    await indexer.indexed('trip/day 1/1.jpg');
    writeFileSync(at('trip/day 1/2.jpg'), await picture(62));
    expect((await indexer.indexed('trip/day 1/2.jpg')).state).toBe('ready');
  });

  it('is watched under its new name, with those in it', async () => {
    const { id } = await indexer.indexed('trip/day 1/1.jpg');
    renameSync(at('trip'), at('voyage'));
    expect((await indexer.indexed('voyage/day 1/1.jpg')).id).toBe(id);
    writeFileSync(at('voyage/day 1/3.jpg'), await picture(63));
    expect((await indexer.indexed('voyage/day 1/3.jpg')).state).toBe('ready');
  });

  it('takes its files with it when it is deleted', async () => {
    rmSync(at('voyage'), { recursive: true });
    await indexer.until('they are gone', async () => {
      return ![...(await indexer.rows()).keys()].some((path) => path.startsWith('voyage/'));
    });
    expect(await indexer.libraryStatus()).toBe('online');
  });
});

describe('a file that is known', () => {
  it('is read again when its bytes change', async () => {
    writeFileSync(at('edited.jpg'), await picture(20));
    const before = await indexer.indexed('edited.jpg');
    writeFileSync(at('edited.jpg'), await picture(21, 128));
    await indexer.until(
      'the change is indexed',
      async () => (await indexer.indexed('edited.jpg')).width === 128,
    );
    const after = await indexer.indexed('edited.jpg');
    expect(after.id).toBe(before.id);
    expect(after.sha256).not.toBe(before.sha256);
    expect(after.revision).toBeGreaterThan(before.revision);
  });

  it('has no fingerprint and no picture from when it is written to until it was read again', async () => {
    writeFileSync(at('rewritten.jpg'), await picture(25));
    const before = await indexer.indexed('rewritten.jpg');
    const bytes = await picture(26, 128);
    expect(bytes.length).toBeGreaterThan(statSync(at('rewritten.jpg')).size);
    // By one write, not emptied before: that would be a change of its own to who looks in between.
    const file = openSync(at('rewritten.jpg'), 'r+');
    try {
      writeSync(file, bytes);
      await indexer.until('the old bytes are forgotten', async () => {
        const row = (await indexer.rows()).get('rewritten.jpg');
        return row?.sha256 === null && row.state === 'indexing' && !row.has_thumbnail;
      });
      expect(await indexer.eventsOf(before.id)).toEqual(['added', 'changed', 'changed']);
    } finally {
      closeSync(file);
    }
    const after = await indexer.indexed('rewritten.jpg');
    expect(after).toMatchObject({ id: before.id, state: 'ready', width: 128, has_thumbnail: true });
    expect(after.sha256).not.toBe(before.sha256);
  });

  it('keeps what is known of it when only its time changes', async () => {
    writeFileSync(at('touched.jpg'), await picture(22));
    const before = await indexer.indexed('touched.jpg');
    utimesSync(at('touched.jpg'), 1_600_000_000, 1_600_000_000);
    await indexer.until('the time is known', async () => {
      const { rows } = await indexer.database.query<{ same: boolean }>(
        'SELECT modified_at = to_timestamp(1600000000) AS same FROM catalog.files WHERE id = $1',
        [before.id],
      );
      return rows[0]?.same ?? false;
    });
    const { revision, ...same } = before;
    expect(await indexer.indexed('touched.jpg')).toMatchObject(same);
    expect((await indexer.indexed('touched.jpg')).revision).toBeGreaterThan(revision);
  });

  it('keeps its id under another name', async () => {
    writeFileSync(at('before.jpg'), await picture(23));
    const { id } = await indexer.indexed('before.jpg');
    renameSync(at('before.jpg'), at('after rename.jpg'));
    expect((await indexer.indexed('after rename.jpg')).id).toBe(id);
    expect((await indexer.rows()).has('before.jpg')).toBe(false);
    expect(await indexer.eventsOf(id)).toEqual(['added', 'changed', 'changed']);
  });

  it('keeps its id when its folder gets another name', async () => {
    mkdirSync(at('summer/day 1'), { recursive: true });
    for (const n of [1, 2, 3]) writeFileSync(at(`summer/day 1/${n}.jpg`), await picture(30 + n));
    const ids = await Promise.all(
      [1, 2, 3].map(async (n) => (await indexer.indexed(`summer/day 1/${n}.jpg`)).id),
    );
    renameSync(at('summer'), at('summer 2026'));
    await indexer.until('all are moved', async () => {
      const rows = await indexer.rows();
      return [1, 2, 3].every((n) => rows.get(`summer 2026/day 1/${n}.jpg`)?.id === ids[n - 1]);
    });
    expect([...(await indexer.rows()).keys()].filter((path) => path.startsWith('summer/'))).toEqual([]);
  });

  it('has its facts read by a better reader, and its picture made that there was no time for', async () => {
    writeFileSync(at('again.jpg'), await picture(24));
    const { id } = await indexer.indexed('again.jpg');
    await indexer.database.query('UPDATE catalog.files SET facts_version = 0, width = 1 WHERE id = $1', [id]);
    await indexer.until(
      'the facts are read again',
      async () => (await indexer.indexed('again.jpg')).width === 64,
    );
    await indexer.database.query(
      'UPDATE catalog.files SET has_thumbnail = false, thumbhash = NULL, preview_as = NULL WHERE id = $1',
      [id],
    );
    await indexer.until('it has a picture', async () => (await indexer.indexed('again.jpg')).has_thumbnail);
    await indexer.database.query(`UPDATE catalog.files SET state = 'indexing', sha256 = NULL WHERE id = $1`, [
      id,
    ]);
    expect(await indexer.indexed('again.jpg')).toMatchObject({ id, state: 'ready', has_thumbnail: true });
  });

  it('has its picture made again where an older maker knew nothing of its colours', async () => {
    const create = { width: 64, height: 48, channels: 3, background: { r: 255, g: 0, b: 0 } } as const;
    const red = sharp({ create }).withIccProfile('srgb');
    writeFileSync(at('deep.png'), await red.clone().toColourspace('rgb16').png().toBuffer());
    writeFileSync(at('plain.png'), await red.clone().png().toBuffer());
    const made = await Promise.all(['deep.png', 'plain.png'].map((name) => indexer.indexed(name)));
    await indexer.database.query(
      `UPDATE catalog.files SET picture_version = 0, thumbhash = 'of before' WHERE id = ANY($1)`,
      [made.map(({ id }) => id)],
    );
    const hashes = async (): Promise<unknown[]> => {
      const { rows } = await indexer.database.query(
        'SELECT thumbhash FROM catalog.files WHERE id = ANY($1) AND picture_version > 0 ORDER BY name',
        [made.map(({ id }) => id)],
      );
      return rows.map(({ thumbhash }) => thumbhash);
    };
    await indexer.until('both were looked at', async () => (await hashes()).length === 2);
    // That of the other one would be the same, and is left alone.
    expect(await hashes()).toEqual([expect.not.stringMatching('of before'), 'of before']);
  });

  it('leaves the index when it is deleted', async () => {
    writeFileSync(at('unwanted.jpg'), await picture(40));
    const { id } = await indexer.indexed('unwanted.jpg');
    rmSync(at('unwanted.jpg'));
    await indexer.until('it is gone', async () => !(await indexer.rows()).has('unwanted.jpg'));
    expect((await indexer.eventsOf(id)).at(-1)).toBe('removed');
  });
});

describe('the service', () => {
  it('shows itself at its port to who may see it alone', async () => {
    const ask = async (path: string, token?: string) => (await indexer.get(path, token)).status;
    expect(await findOpenOperatorRoutes({ service: 'indexer', ask })).toEqual([]);
  });

  it('counts what it did', async () => {
    writeFileSync(at('counted.jpg'), await picture(41));
    writeFileSync(at('counted as damaged.jpg'), (await picture(42, 2_000)).subarray(0, 150));
    for (const name of ['counted.jpg', 'counted as damaged.jpg']) await indexer.indexed(name);
    const metrics = await (await indexer.get('/metrics', METRICS_SECRET)).text();
    expect(metrics).toMatch(/hearth_index_files_total\{state="ready"\} [1-9]/);
    expect(metrics).toMatch(/hearth_index_files_total\{state="unreadable"\} [1-9]/);
    expect(metrics).toMatch(/hearth_index_queue_jobs\{queue="index-look"\} \d/);
  });

  it('ends in peace, and finds at its next start what happened meanwhile', async () => {
    expect(await indexer.end('SIGTERM')).toBe(0);
    writeFileSync(at('meanwhile.jpg'), await picture(50));
    renameSync(at('one.jpg'), at('one renamed.jpg'));
    rmSync(at('two.jpg'));
    const before = await indexer.rows();
    await indexer.start();
    await indexer.indexed('meanwhile.jpg');
    await indexer.until('the rest is right too', async () => !(await indexer.rows()).has('two.jpg'));
    expect((await indexer.indexed('one renamed.jpg')).id).toBe(before.get('one.jpg')?.id);
    expect(existsSync(at('.hearth/library-id'))).toBe(true);
    expect(readFileSync(at('.hearth/library-id'), 'utf8')).toMatch(/^[0-9a-f-]{36}\n$/);
  });

  it('makes the pictures anew that were lost, and only those', async () => {
    const kept = await indexer.indexed('meanwhile.jpg');
    const lost = await indexer.indexed('one renamed.jpg');
    const folderOf = (sha256: string | null): string =>
      join(indexer.derived, sha256?.slice(0, 2) ?? '', sha256 ?? '');
    await indexer.end('SIGTERM');
    expect(readFileSync(join(indexer.derived, 'library-id'), 'utf8')).toBe(
      readFileSync(at('.hearth/library-id'), 'utf8'),
    );
    const elsewhere = `${indexer.derived} elsewhere`;
    renameSync(indexer.derived, elsewhere);
    mkdirSync(dirname(folderOf(kept.sha256)), { recursive: true });
    renameSync(folderOf(kept.sha256).replace(indexer.derived, elsewhere), folderOf(kept.sha256));
    await indexer.start();
    await indexer.until('they are made', () =>
      Promise.resolve(existsSync(join(folderOf(lost.sha256), 'grid.webp'))),
    );
    await indexer.until(
      'it is ready again',
      async () => (await indexer.indexed('one renamed.jpg')).has_thumbnail,
    );
    expect(await indexer.indexed('one renamed.jpg')).toMatchObject({
      id: lost.id,
      sha256: lost.sha256,
      state: 'ready',
    });
    expect((await indexer.indexed('meanwhile.jpg')).revision).toBe(kept.revision);
  });
});
