import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  countSegments,
  findDueRenditions,
  forgetOldestRenditions,
  renditionPath,
  wantSegment,
} from '@hearth/catalog';
import { eventually } from '@hearth/testing';
import type { DataSource } from 'typeorm';
import { v7 } from 'uuid';
import { FlowRig, type AddedFile } from '../../testing/flow-rig.js';
import { readStreams } from '../media-tools/ffmpeg.js';
import { RenditionMaker } from './rendition-maker.js';
import { RenditionSpace } from './rendition-space.js';
import { RenditionsAhead } from './renditions-ahead.js';

const DURATION_SEC = 18;
const SEGMENTS = countSegments(DURATION_SEC);

let rig: FlowRig;
let database: DataSource;
let maker: RenditionMaker;
let space: RenditionSpace;
let ahead: RenditionsAhead;
let made = 0;
const at = (name: string) => rig.at(name);

function ffmpeg(...args: string[]): void {
  execFileSync('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...args]);
}

beforeAll(async () => {
  rig = await FlowRig.start({ HEARTH_RENDITIONS_MAX: '1B' });
  // 10 bits, at a rate that is no whole number, with a sound that no browser knows.
  const picture = ['-f', 'lavfi', '-i', `testsrc2=s=320x180:r=24000/1001:d=${DURATION_SEC}`];
  const sound = ['-f', 'lavfi', '-i', `sine=d=${DURATION_SEC}`, '-c:a', 'ac3'];
  const hevc = [
    '-c:v',
    'libx265',
    '-preset',
    'ultrafast',
    '-pix_fmt',
    'yuv420p10le',
    '-x265-params',
    'log-level=error',
  ];
  ffmpeg(...picture, ...sound, ...hevc, at('film.mkv'));
  const { library, config } = rig;
  database = rig.database;
  maker = new RenditionMaker(database, library, config);
  space = new RenditionSpace(database, config);
  ahead = new RenditionsAhead(database, { ...config, HEARTH_RENDITIONS_MAX: 1024 ** 3 });
});
afterAll(() => rig?.stop());
beforeEach(() => database.query('DELETE FROM catalog.renditions'));

interface Film extends AddedFile {
  part(name: string): string;
  made(): number[];
}

async function addFilm(name = 'film.mkv', durationSec = DURATION_SEC): Promise<Film> {
  made += 1;
  const copy = `${made}-${name}`;
  writeFileSync(at(copy), readFileSync(at(name)));
  const film = await rig.add(copy, {
    ...{ kind: 'video', mime_type: 'video/x-matroska', duration_sec: durationSec, has_thumbnail: false },
  });
  const folder = rig.derived(renditionPath(film.sha256));
  return {
    ...film,
    part: (part) => join(folder, part),
    made: () =>
      (existsSync(folder) ? readdirSync(folder) : [])
        .filter((part) => /^\d+\.m4s$/.test(part))
        .map((part) => parseInt(part))
        .sort((a, b) => a - b),
  };
}

const want = ({ sha256 }: Film, segment = 0, segments = SEGMENTS) =>
  wantSegment(database, { sha256, segments, segment });
const never = () => new AbortController().signal;

async function factsOf(film: Film) {
  const [row] = await database.query<Record<string, unknown>[]>(
    'SELECT segments, made, size_bytes::int AS size, worked_at FROM catalog.renditions WHERE sha256 = $1',
    [film.sha256],
  );
  return row;
}

/** Decodes a piece alone, as a player that seeked there does: where it begins and how many frames and which codecs it has. */
async function decode(film: Film, segment: number) {
  const piece = at(`piece-${segment}.mp4`);
  writeFileSync(piece, readFileSync(film.part('init.mp4')));
  appendFileSync(piece, readFileSync(film.part(`${segment}.m4s`)));
  ffmpeg('-xerror', '-i', piece, '-f', 'null', '-');
  const { streams } = await readStreams(piece, 'mov');
  const video = streams.find(({ codec_type: type }) => type === 'video') as unknown as Record<string, string>;
  const frames = execFileSync('ffprobe', [
    ...['-v', 'error', '-select_streams', 'v', '-show_entries', 'frame=key_frame', '-of', 'csv=p=0', piece],
  ]);
  return {
    startSec: Math.round(Number(video['start_time']) * 1000) / 1000,
    codecs: streams.map(({ codec_name: codec }) => codec).sort(),
    pixels: video['pix_fmt'],
    frames: frames.toString().trim().split(/\s+/).length,
    beginsWithKey: frames.toString().startsWith('1'),
  };
}

describe('the rendition of a song', () => {
  it('begins no earlier than zero, as players ask for, and goes on where the next piece begins', async () => {
    ffmpeg('-f', 'lavfi', '-i', 'sine=d=10', '-c:a', 'alac', at('song.m4a'));
    const song = await addFilm('song.m4a', 10);
    await want(song, 0, 3);
    await maker.run(song.id, never());
    const timeOf = (segment: number) => {
      const piece = readFileSync(song.part(`${segment}.m4s`));
      // ISO/IEC 14496-12, 8.8.12: 64 bits after the version and flags.
      return piece.readBigInt64BE(piece.indexOf('tfdt') + 8);
    };
    expect([0, 1, 2].map(timeOf)).toEqual([0n, expect.anything(), expect.anything()]);
    expect(timeOf(1) / 48_000n).toBe(4n);
    expect(timeOf(2) / 48_000n).toBe(8n);
  });
});

describe('a rendition', () => {
  it('is made whole, in pieces that each decode alone and begin at their border', async () => {
    const film = await addFilm();
    await want(film);
    expect(await findDueRenditions(database, 5)).toEqual([film.id]);
    await maker.run(film.id, never());
    expect(film.made()).toEqual([0, 1, 2, 3, 4]);
    expect(
      readdirSync(rig.derived(renditionPath(film.sha256))).filter((name) => name.startsWith('.')),
    ).toEqual([]);
    for (const segment of film.made()) {
      expect(await decode(film, segment)).toEqual({
        startSec: segment * 4,
        codecs: ['aac', 'h264'],
        pixels: 'yuv420p',
        frames: segment === 4 ? 48 : 96,
        beginsWithKey: true,
      });
    }
    expect(await factsOf(film)).toMatchObject({
      segments: 5,
      made: 5,
      size: expect.any(Number),
      worked_at: null,
    });
    expect(await findDueRenditions(database, 5)).toEqual([]);
  });

  it('is made from where somebody waits, then the rest', async () => {
    const film = await addFilm();
    await want(film, 3);
    await maker.run(film.id, never());
    expect(film.made()).toEqual([0, 1, 2, 3, 4]);
    const writtenMs = (segment: number) => lstatSync(film.part(`${segment}.m4s`)).mtimeMs;
    expect(writtenMs(0)).toBeGreaterThan(writtenMs(3));
    // Of two runs, and they fit together.
    expect((await decode(film, 2)).startSec).toBe(8);
    expect((await decode(film, 3)).startSec).toBe(12);
  });

  it('goes on from what is on the disk', async () => {
    const film = await addFilm();
    await want(film);
    await maker.run(film.id, never());
    const before = lstatSync(film.part('1.m4s')).mtimeMs;
    rmSync(film.part('3.m4s'));
    writeFileSync(film.part('4.m4s'), '');
    await want(film, 3);
    await maker.run(film.id, never());
    expect(film.made()).toEqual([0, 1, 2, 3, 4]);
    expect(lstatSync(film.part('1.m4s')).mtimeMs).toBe(before);
    expect((await decode(film, 4)).frames).toBe(48);
  });

  it('has the pictures of an AVI that cannot be told to begin at its beginning', async () => {
    const seconds = ['-f', 'lavfi', '-i', 'testsrc2=s=128x72:r=24:d=6', '-f', 'lavfi', '-i', 'sine=d=6'];
    ffmpeg(...seconds, '-c:v', 'libx264', '-bf', '2', '-c:a', 'libmp3lame', at('old.avi'));
    const film = await addFilm('old.avi', 6);
    await want(film, 0, countSegments(6));
    await maker.run(film.id, never());
    expect(film.made()).toEqual([0, 1]);
    expect(await decode(film, 0)).toMatchObject({ startSec: 0, codecs: ['aac', 'h264'], frames: 96 });
  });

  it('holds the last picture where a film claims to be longer than it is', async () => {
    const film = await addFilm('film.mkv', 24);
    await want(film, 0, countSegments(24));
    await maker.run(film.id, never());
    expect(film.made()).toEqual([0, 1, 2, 3, 4, 5]);
    expect((await decode(film, 5)).frames).toBe(96);
  });

  it('says of what is no film that it cannot be decoded', async () => {
    writeFileSync(at('broken.mkv'), 'not a film');
    const film = await addFilm('broken.mkv');
    await want(film);
    await expect(maker.run(film.id, never())).rejects.toThrow('it cannot be decoded');
  });

  it('is not made of a file that changed since it was read', async () => {
    const film = await addFilm();
    await database.query('UPDATE catalog.files SET size_bytes = 1 WHERE id = $1', [film.id]);
    await want(film);
    await maker.run(film.id, never());
    expect(film.made()).toEqual([]);
  });
});

describe('the order', () => {
  it('gives way to a film that somebody waits for', async () => {
    const [first, second] = [await addFilm(), await addFilm()];
    await want(first);
    await database.query(`UPDATE catalog.renditions SET wanted_at = now() - interval '1 hour'`);
    await want(second);
    expect(await findDueRenditions(database, 1)).toEqual([second.id]);
    await maker.run(first.id, never());
    expect(first.made()).toEqual([]);
    await maker.run(second.id, never());
    expect(second.made()).toHaveLength(SEGMENTS);
    expect(await findDueRenditions(database, 1)).toEqual([first.id]);
  });
});

describe('ahead of anybody who opens them', () => {
  const fromPhone = async (codecs: object, age = '1 day') => {
    const film = await addFilm();
    await database.query(
      `UPDATE catalog.files SET device_id = $2, codecs = $3, created_at = now() - $4::interval WHERE id = $1`,
      [film.id, v7(), codecs, age],
    );
    return film;
  };

  it('films of phones are made ready that not every phone plays, after all that somebody opened', async () => {
    const hevc = { container: 'mov', video: 'hevc', audio: 'aac' };
    const film = await fromPhone(hevc);
    await fromPhone({ container: 'mov', video: 'h264', audio: 'aac' });
    await fromPhone(hevc, '60 days');
    const opened = await addFilm();
    await ahead.look();
    await want(opened);
    expect(await findDueRenditions(database, 10)).toEqual([opened.id, film.id]);
    await maker.run(opened.id, never());
    await maker.run(film.id, never());
    expect(film.made()).toHaveLength(SEGMENTS);
    await ahead.look();
    expect(await findDueRenditions(database, 10)).toEqual([]);
    // They are the first to make room.
    await space.sweep();
    expect([existsSync(film.part('0.m4s')), existsSync(opened.part('0.m4s'))]).toEqual([false, true]);
  });
});

describe('room on the disk', () => {
  it('is made by what was not used for longest, not by what is in use', async () => {
    const [old, fresh] = [await addFilm(), await addFilm()];
    for (const film of [old, fresh]) {
      await want(film);
      await maker.run(film.id, never());
    }
    await database.query(
      `UPDATE catalog.renditions SET used_at = now() - interval '2 hours' WHERE sha256 = $1`,
      [old.sha256],
    );
    await space.sweep();
    expect([existsSync(old.part('0.m4s')), existsSync(fresh.part('0.m4s'))]).toEqual([false, true]);
    expect(await factsOf(old)).toBeUndefined();
  });

  it.each([
    ['film', 'renditions (sha256, segments, wanted_segment, made, size_bytes, used_at) VALUES ($1, 2, 0, 2,'],
    ['picture', 'full_pictures (sha256, mime_type, size_bytes, used_at) VALUES ($1, $$image/jpeg$$,'],
  ])('is not made by a %s that is opened at that moment', async (_what, row) => {
    const [table] = row.split(' ');
    const sha256 = 'fe'.repeat(32);
    await database.query(`INSERT INTO catalog.${row} 10, now() - interval '2 hours')`, [sha256]);
    const opening = database.createQueryRunner();
    let forgetting: Promise<string[]> | undefined;
    try {
      await opening.startTransaction();
      await opening.query(`UPDATE catalog.${table} SET used_at = now() WHERE sha256 = $1`, [sha256]);
      forgetting = forgetOldestRenditions(database, 1);
      await eventually(async () => {
        const waiting = await database.query(
          `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
        );
        return waiting.length > 0 || undefined;
      });
      await opening.commitTransaction();
    } finally {
      await opening.release();
    }
    expect(await forgetting).not.toContain(sha256);
    expect(await database.query(`SELECT FROM catalog.${table} WHERE sha256 = $1`, [sha256])).toHaveLength(1);
    await database.query(`DELETE FROM catalog.${table} WHERE sha256 = $1`, [sha256]);
  });
});
