import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  derivedPath,
  findFilesToHash,
  findContentsWithInnerSubtitles,
  findFilesToStoryboard,
  findFilesWithoutInnerTexts,
  findInnerTexts,
  findNearGroups,
  findStoryboard,
  forgetLooksOfGoneContents,
  innerSubtitlePath,
  storyboardPath,
} from '@hearth/catalog';
import sharp, { type Sharp } from 'sharp';
import type { DataSource } from 'typeorm';
import { FlowRig, type AddedFile } from '../../testing/flow-rig.js';
import { InnerTexts } from '../inner-texts/inner-texts.js';
import { NearPictures } from '../near-pictures/near-pictures.js';
import { Storyboards } from './storyboards.js';

let rig: FlowRig;
const at = (name: string) => rig.at(name);
let database: DataSource;
let storyboards: Storyboards;
let nearPictures: NearPictures;
let innerTexts: InnerTexts;

beforeAll(async () => {
  rig = await FlowRig.start();
  const { library, config } = rig;
  database = rig.database;
  storyboards = new Storyboards(library, database, config);
  innerTexts = new InnerTexts(library, database, config);
  nearPictures = new NearPictures(database, config);
});
afterAll(() => rig?.stop());
beforeEach(() => database.query('TRUNCATE catalog.files, catalog.picture_hashes CASCADE'));

const addFilm = (name: string, durationSec: number) =>
  rig.add(name, { kind: 'video', mime_type: 'x/y', duration_sec: durationSec });

describe('the sheet of a film', () => {
  it('shows its stretches one after the other, and is made once', async () => {
    // Red, then green, then blue, eight seconds each.
    const parts = ['red', 'lime', 'blue'].flatMap((colour) => [
      '-f',
      'lavfi',
      '-i',
      `color=${colour}:s=320x180:r=10:d=8`,
    ]);
    const codec = ['-filter_complex', '[0][1][2]concat=n=3', '-c:v', 'libx264', '-g', '10'];
    execFileSync('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...parts, ...codec, at('film.mp4')]);
    const film = await addFilm('film.mp4', 24);
    expect(await findFilesToStoryboard(database, 'storyboards', 5)).toEqual([film.id]);
    await storyboards.run(film.id, new AbortController().signal);
    const sheet = await findStoryboard(database, film.id);
    expect(sheet).toMatchObject({ tiles: 12, columns: 10, tileWidth: 160, tileHeight: 90, everySec: 2 });
    const { data, info } = await sharp(rig.derived(storyboardPath(film.sha256)))
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect([info.width, info.height]).toEqual([1600, 180]);
    const mainColourOf = (tile: number): number => {
      const place = ((Math.floor(tile / 10) * 90 + 45) * info.width + (tile % 10) * 160 + 80) * 3;
      const pixel = [...data.subarray(place, place + 3)];
      return pixel.indexOf(Math.max(...pixel));
    };
    expect([0, 3, 5, 7, 9, 11].map(mainColourOf)).toEqual([0, 0, 1, 1, 2, 2]);
    expect(await findFilesToStoryboard(database, 'storyboards', 5)).toEqual([]);
  });

  it('says why there is none', async () => {
    execFileSync('sh', ['-c', `head -c 4000 /dev/urandom > ${at('noise.mp4')}`]);
    const noise = await addFilm('noise.mp4', 24);
    await expect(storyboards.run(noise.id, new AbortController().signal)).rejects.toThrow(
      'it cannot be decoded',
    );
  });
});

describe('texts inside a film', () => {
  const SRT = '1\n00:00:01,000 --> 00:00:03,000\nA <i>boat</i>\n';
  const ASS = `[Script Info]
ScriptType: v4.00+
[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
Dialogue: 0,0:00:02.00,0:00:04.00,Default,,0,0,0,,{\\b1}Bonjour{\\b0}\\Nle lac
`;
  const CHAPTERS = `;FFMETADATA1
[CHAPTER]
TIMEBASE=1/1000
START=0
END=2000
title=The shore
[CHAPTER]
TIMEBASE=1/1000
START=2000
END=5000
title=Home & <b>
`;

  it.each([
    ['mkv', ['-c:s:0', 'srt', '-c:s:1', 'ass']],
    ['mp4', ['-c:s', 'mov_text']],
  ])('of %s are taken out once, as WebVTT, with its chapters', async (ending, codec) => {
    writeFileSync(at('a.srt'), SRT);
    writeFileSync(at('b.ass'), ASS);
    writeFileSync(at('chapters.txt'), CHAPTERS);
    const parts = ['-f', 'lavfi', '-i', 'testsrc2=s=160x90:d=5', '-i', at('a.srt'), '-i', at('b.ass')];
    const chapters = ['-i', at('chapters.txt'), '-map_chapters', '3'];
    const maps = ['-map', '0', '-map', '1', '-map', '2', '-c:v', 'libx264', ...codec];
    const tags = ['-metadata:s:s:0', 'language=eng', '-metadata:s:s:1', 'language=fre'];
    const disposition = ['-disposition:s:1', 'forced'];
    const name = `inside.${ending}`;
    const made = [...parts, ...chapters, ...maps, ...tags, ...disposition, at(name)];
    execFileSync('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...made]);
    const film = await addFilm(name, 5);
    expect(await findFilesWithoutInnerTexts(database, 'inner-texts', 20)).toContain(film.id);
    await innerTexts.run(film.id, new AbortController().signal);
    expect(await findInnerTexts(database, film.id)).toMatchObject({
      chapters: [
        { title: 'The shore', fromSec: 0, toSec: 2 },
        { title: 'Home & <b>', fromSec: 2, toSec: 5 },
      ],
      subtitles: [
        { index: 0, language: 'eng', title: null, isForced: false },
        { index: 1, language: 'fre', title: null, isForced: true },
      ],
    });
    const textOf = (index: number) =>
      readFileSync(rig.derived(innerSubtitlePath(film.sha256, index)), 'utf8').trim();
    expect(textOf(0)).toBe('WEBVTT\n\n00:01.000 --> 00:03.000\nA <i>boat</i>');
    expect(textOf(1)).toBe('WEBVTT\n\n00:02.000 --> 00:04.000\n<b>Bonjour</b>\nle lac');
    expect(await findFilesWithoutInnerTexts(database, 'inner-texts', 20)).not.toContain(film.id);
    expect(await findContentsWithInnerSubtitles(database, '', 20)).toContainEqual({
      sha256: film.sha256,
      subtitles: 2,
    });
  });
});

describe('pictures that look alike', () => {
  async function addPicture(name: string, picture: Sharp): Promise<AddedFile> {
    // Of the picture itself nothing is read any more.
    writeFileSync(at(name), '');
    const file = await rig.add(name, { kind: 'image', mime_type: 'x/y', size_bytes: 1 });
    const path = rig.derived(derivedPath(file.sha256, 'grid'));
    mkdirSync(dirname(path), { recursive: true });
    await picture.webp().toFile(path);
    return file;
  }
  const scene = (turns: number) =>
    sharp(
      Buffer.from(
        `<svg xmlns="http://www.w3.org/2000/svg" width="300" height="200"><rect width="300" height="200" fill="#446"/>
         <g transform="rotate(${turns} 150 100)"><circle cx="70" cy="60" r="50" fill="#fd8"/><rect x="150" y="90" width="120" height="90" fill="#2a4"/></g></svg>`,
      ),
    );

  const findGroups = () => findNearGroups(database, { limit: 10, filesShown: 10 });

  it('are a group, others and empty ones are none, and are forgotten with their contents', async () => {
    const burst = [
      await addPicture('a.jpg', scene(0)),
      await addPicture('b.jpg', scene(0).resize(150).modulate({ brightness: 1.05 })),
      await addPicture('c.jpg', scene(1)),
    ];
    await addPicture('other.jpg', scene(120));
    for (const name of ['empty.jpg', 'empty too.jpg'])
      await addPicture(name, sharp({ create: { width: 50, height: 50, channels: 3, background: '#eee' } }));
    const due = await findFilesToHash(database, 'near-pictures', 20);
    expect(due).toHaveLength(6);
    for (const id of due) await nearPictures.run(id);
    // What came last stands in its place already: of a heap aside, each search would read all.
    const [{ pages }] = await database.query(
      `SELECT gin_clean_pending_list('catalog.picture_hashes_bands')::int AS pages`,
    );
    expect(pages).toBe(0);
    expect(await findFilesToHash(database, 'near-pictures', 20)).toEqual([]);
    const groups = await findGroups();
    expect(groups.map(({ count, ids }) => ({ count, ids: [...ids].sort() }))).toEqual([
      { count: 3, ids: burst.map(({ id }) => id).sort() },
    ]);

    await database.query(`DELETE FROM catalog.files WHERE name IN ('b.jpg', 'c.jpg')`);
    expect(await findGroups()).toEqual([]);
    await forgetLooksOfGoneContents(database);
    const [{ left }] = await database.query('SELECT count(*)::int AS left FROM catalog.picture_hashes');
    expect(left).toBe(4);
  });

  it('are found by few looks among a hundred thousand', async () => {
    await database.query(
      `INSERT INTO catalog.picture_hashes (sha256, hash, bands)
       SELECT 'x' || i, h, ARRAY[(h & 65535)::int, 65536 + ((h >> 16) & 65535)::int, 131072 + ((h >> 32) & 65535)::int, 196608 + ((h >> 48) & 65535)::int]
       FROM (SELECT i, ('x' || substr(md5(i::text), 1, 16))::bit(64)::bigint AS h FROM generate_series(1, 100000) i) AS made`,
    );
    await database.query('ANALYZE catalog.picture_hashes');
    const plan = await database.query(
      `EXPLAIN SELECT 1 FROM catalog.picture_hashes h WHERE h.bands && ARRAY(SELECT generate_series(1, 68))`,
    );
    expect(JSON.stringify(plan)).toContain('picture_hashes_bands');
  });
});
