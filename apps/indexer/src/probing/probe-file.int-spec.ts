import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { turnFilm } from '@hearth/testing';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import sharp, { type Sharp } from 'sharp';
import { closeExifTool } from '../media-tools/exiftool.js';
import { probeFile } from './probe-file.js';
import type { ProbeResult } from './probe-result.js';

const TEST_PICTURES = ['-f', 'lavfi', '-i', 'testsrc2=s=320x240:r=25:d=2'];
const TEST_TONE = ['-f', 'lavfi', '-i', 'sine=f=440:d=2:r=44100'];
const TAGS = ['title=Tïtle', 'artist=Ärtist', 'album=Album'].flatMap((tag) => ['-metadata', tag]);
const CREATED = ['-metadata', 'creation_time=2021-03-04T05:06:07Z'];

/** APEv2: items, then a footer that tells their length. */
function apeTag(items: readonly (readonly [string, string])[]): Buffer {
  const encoded = items.map(([key, value]) => {
    const head = Buffer.alloc(8);
    head.writeUInt32LE(Buffer.byteLength(value));
    return Buffer.concat([head, Buffer.from(`${key}\0${value}`)]);
  });
  const footer = Buffer.alloc(32);
  footer.write('APETAGEX', 'latin1');
  footer.writeUInt32LE(2000, 8);
  footer.writeUInt32LE(Buffer.concat(encoded).length + footer.length, 12);
  footer.writeUInt32LE(items.length, 16);
  return Buffer.concat([...encoded, footer]);
}

/** Encoding the samples takes its time on a busy machine. */
jest.setTimeout(180_000);

describe('probeFile', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'hearth-probe-'));
  });
  afterAll(async () => {
    await closeExifTool();
    rmSync(folder, { recursive: true });
  });

  const at = (name: string): string => join(folder, name);
  const ffmpeg = (name: string, ...args: string[]): string => {
    execFileSync('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...args, at(name)]);
    return at(name);
  };
  const film = (name: string, ...args: string[]): string =>
    ffmpeg(name, ...TEST_PICTURES, ...TEST_TONE, ...args);
  const probe = (path: string): Promise<ProbeResult> => probeFile({ path });
  const picture = (): Sharp => sharp({ create: { width: 120, height: 80, channels: 3, background: '#a63' } });

  describe('films', () => {
    const x264 = ['-c:v', 'libx264', '-pix_fmt', 'yuv420p', '-c:a', 'aac'];

    it.each([
      ['a.mp4', x264, 'video/mp4', 'h264', 'aac'],
      ['a.mov', ['-c:v', 'mjpeg', '-c:a', 'pcm_s16le'], 'video/quicktime', 'mjpeg', 'pcm_s16le'],
      ['a.mkv', ['-c:v', 'libx264', '-c:a', 'ac3'], 'video/x-matroska', 'h264', 'ac3'],
      ['a.webm', ['-c:v', 'libvpx', '-c:a', 'libopus'], 'video/webm', 'vp8', 'opus'],
      ['a.avi', ['-c:v', 'mpeg4', '-c:a', 'libmp3lame'], 'video/x-msvideo', 'mpeg4', 'mp3'],
      ['a.ogv', ['-c:v', 'libtheora', '-c:a', 'libvorbis'], 'video/ogg', 'theora', 'vorbis'],
      ['a.wmv', ['-c:v', 'wmv2', '-c:a', 'wmav2'], 'video/x-ms-wmv', 'wmv2', 'wmav2'],
    ])(
      'reads %s with its tags, size, duration, date and codecs',
      async (name, codecs, mimeType, video, audio) => {
        const facts = await probe(film(name, ...TAGS, ...CREATED, ...codecs));
        expect(facts).toMatchObject({
          ...{ state: 'ready', kind: 'video', mimeType, width: 320, height: 240, title: 'Tïtle' },
          codecs: { video, audio },
        });
        expect(facts.durationSec).toBeGreaterThan(1.85);
        expect(facts.durationSec).toBeLessThan(2.15);
        if (!/avi|ogv|wmv/.test(name)) expect(facts.takenAt).toBe('2021-03-04T05:06:07.000Z');
      },
    );

    it.each([
      [90, 240, 320],
      [180, 320, 240],
      [270, 240, 320],
    ] as const)('shows a film turned by %d° as it is seen', async (degrees, width, height) => {
      const turned = film(`t${degrees}.mp4`, ...x264);
      turnFilm(turned, degrees);
      expect(await probe(turned)).toMatchObject({ state: 'ready', width, height });
    });

    it('counts non-square pixels as they are stored', async () => {
      expect(await probe(film('wide.mp4', '-vf', 'setsar=4/3', ...x264))).toMatchObject({
        width: 320,
        height: 240,
      });
    });

    it('reads fragmented films, which keep no duration in their header', async () => {
      const facts = await probe(film('fragmented.mp4', ...x264, '-movflags', 'frag_keyframe+empty_moov'));
      expect(facts).toMatchObject({ state: 'ready', codecs: { video: 'h264', audio: 'aac' } });
      expect(facts.durationSec).toBeCloseTo(2, 0);
    });

    it('reads the place in the south and west, and a phone’s own date and name', async () => {
      const located = film('place.mp4', ...x264, '-metadata', 'location=-33.8688-070.6000/');
      const { gps } = await probe(located);
      expect(gps?.lat).toBeCloseTo(-33.8688, 3);
      expect(gps?.lon).toBeCloseTo(-70.6, 3);
      const apple = [
        'make=Apple',
        'model=iPhone 12',
        'creationdate=2020-02-03T04:05:06-0500',
        'content.identifier=ABC-1',
      ];
      const keys = apple.flatMap((tag) => ['-metadata', `com.apple.quicktime.${tag}`]);
      expect(
        await probe(film('apple.mov', ...x264, ...CREATED, '-movflags', 'use_metadata_tags', ...keys)),
      ).toMatchObject({
        ...{ camera: 'Apple iPhone 12', takenAt: '2020-02-03T09:05:06.000Z', livePhotoContentId: 'ABC-1' },
      });
    });

    it('names subtitles', async () => {
      writeFileSync(at('s.srt'), '1\n00:00:00,000 --> 00:00:01,000\nhello\n');
      const source = film('plain.mkv', ...x264);
      const withAss = ffmpeg('ass.mkv', '-i', source, '-i', at('s.srt'), '-c', 'copy', '-c:s', 'ass');
      const withText = ffmpeg('text.mp4', '-i', source, '-i', at('s.srt'), '-c', 'copy', '-c:s', 'mov_text');
      expect((await probe(withAss)).codecs?.subtitles).toEqual(['ass']);
      expect((await probe(withText)).codecs?.subtitles).toEqual(['mov_text']);
    });

    it('calls a film container without pictures a sound', async () => {
      expect(await probe(ffmpeg('only.mp4', ...TEST_TONE, '-c:a', 'aac'))).toMatchObject({
        ...{ kind: 'audio', mimeType: 'audio/mp4', codecs: { audio: 'aac' } },
      });
    });
  });

  describe('sounds', () => {
    it.each([
      ['a.mp3', ['-c:a', 'libmp3lame'], 'audio/mpeg', 'mp3'],
      ['v23.mp3', ['-c:a', 'libmp3lame', '-id3v2_version', '3'], 'audio/mpeg', 'mp3'],
      ['vbr.mp3', ['-c:a', 'libmp3lame', '-q:a', '4', '-write_xing', '0'], 'audio/mpeg', 'mp3'],
      ['a.flac', ['-c:a', 'flac'], 'audio/flac', 'flac'],
      ['a.ogg', ['-c:a', 'libvorbis'], 'audio/ogg', 'vorbis'],
      ['a.opus', ['-c:a', 'libopus'], 'audio/ogg', 'opus'],
      ['a.wav', ['-c:a', 'pcm_s24le'], 'audio/wav', 'pcm_s24le'],
      ['adpcm.wav', ['-c:a', 'adpcm_ms'], 'audio/wav', 'adpcm_ms'],
      ['a.m4a', ['-c:a', 'alac'], 'audio/mp4', 'alac'],
      ['a.wma', ['-c:a', 'wmav2'], 'audio/x-ms-wma', 'wmav2'],
      ['a.wv', ['-c:a', 'wavpack'], 'audio/x-wavpack', 'wavpack'],
    ])('reads %s', async (name, codec, mimeType, audio) => {
      const facts = await probe(ffmpeg(name, ...TEST_TONE, ...TAGS, ...codec));
      expect(facts).toMatchObject({
        state: 'ready',
        kind: 'audio',
        mimeType,
        codecs: { audio },
        album: 'Album',
      });
      expect(facts).toMatchObject({ title: 'Tïtle', artist: 'Ärtist' });
      expect(facts.durationSec).toBeGreaterThan(1.85);
      expect(facts.durationSec).toBeLessThan(2.15);
    });

    it('reads the tags of old: ID3v1 and APE at the end of the file', async () => {
      const bare = readFileSync(ffmpeg('bare.mp3', ...TEST_TONE, '-id3v2_version', '0'));
      const id3v1 = Buffer.alloc(128);
      id3v1.write('TAG', 0, 'latin1');
      id3v1.write('Old title', 3, 'latin1');
      id3v1.write('Old artist', 33, 'latin1');
      id3v1.write('Old album', 63, 'latin1');
      writeFileSync(at('v1.mp3'), Buffer.concat([bare, id3v1]));
      const old = { title: 'Old title', artist: 'Old artist', album: 'Old album' };
      expect(await probe(at('v1.mp3'))).toMatchObject(old);

      const items = [
        ['Title', 'Old title'],
        ['Artist', 'Old artist'],
        ['Album', 'Old album'],
      ] as const;
      writeFileSync(at('ape.mp3'), Buffer.concat([bare, apeTag(items)]));
      expect(await probe(at('ape.mp3'))).toMatchObject(old);
    });

    it('tells layer II from layer III, and knows a cover from a film', async () => {
      const layer2 = ffmpeg('layer2.mp3', ...TEST_TONE, '-c:a', 'mp2', '-f', 'mp2');
      expect((await probe(layer2)).codecs?.audio).toBe('mp2');
      await picture().toFile(at('cover.jpg'));
      const plain = ffmpeg('plain.mp3', ...TEST_TONE);
      const maps = ['-map', '0', '-map', '1', '-c', 'copy', '-disposition:v', 'attached_pic'];
      const covered = ffmpeg('covered.mp3', '-i', plain, '-i', at('cover.jpg'), ...maps);
      expect(await probe(covered)).toMatchObject({ kind: 'audio', hasCover: true });
      expect(await probe(plain)).toMatchObject({ kind: 'audio', hasCover: false });
    });
  });

  describe('pictures', () => {
    it.each(['jpeg', 'png', 'webp', 'tiff', 'avif', 'gif'] as const)('reads %s', async (format) => {
      await picture().toFormat(format).toFile(at('plain'));
      expect(await probe(at('plain'))).toMatchObject({
        ...{ state: 'ready', kind: 'image', mimeType: `image/${format}`, width: 120, height: 80 },
      });
    });

    it.each([1, 2, 3, 4, 5, 6, 7, 8])('shows orientation %d upright', async (orientation) => {
      for (const format of ['jpeg', 'webp', 'tiff', 'png'] as const) {
        await picture()
          .withMetadata({ orientation })
          .toFormat(format)
          .toFile(at(`turned.${format}`));
        const [width, height] = orientation >= 5 ? [80, 120] : [120, 80];
        expect(await probe(at(`turned.${format}`))).toMatchObject({ width, height, orientation });
      }
    });

    it('reads BMP, JPEG XL and HEIC, which sharp does not decode', async () => {
      await picture().png().toFile(at('source.png'));
      await picture().withMetadata({ orientation: 1 }).jpeg().toFile(at('source.jpg'));
      ffmpeg('a.bmp', '-i', at('source.png'));
      ffmpeg('a.jxl', '-i', at('source.png'), '-c:v', 'libjxl');
      expect(await probe(at('a.bmp'))).toMatchObject({ mimeType: 'image/bmp', width: 120, height: 80 });
      expect(await probe(at('a.jxl'))).toMatchObject({ mimeType: 'image/jxl', width: 120, height: 80 });
    });

    it('reads camera, time and place from EXIF', async () => {
      const exif = {
        IFD0: { Make: 'Canon', Model: 'Canon EOS 30D' },
        IFD2: { DateTimeOriginal: '2019:07:24 11:25:40', OffsetTimeOriginal: '+03:00' },
        IFD3: {
          GPSLatitudeRef: 'S',
          GPSLatitude: '33/1 52/1 768/100',
          GPSLongitudeRef: 'W',
          GPSLongitude: '70/1 30/1 0/1',
        },
      };
      await picture().withExif(exif).jpeg().toFile(at('exif.jpg'));
      expect(await probe(at('exif.jpg'))).toMatchObject({
        camera: 'Canon EOS 30D',
        takenAt: '2019-07-24T08:25:40.000Z',
        gps: { lat: -33.8688, lon: -70.5 },
      });
    });
  });

  describe('documents and the rest', () => {
    it('knows a PDF, and one that is cut off', async () => {
      const pdf =
        '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n';
      writeFileSync(at('cut.pdf'), pdf);
      writeFileSync(at('whole.pdf'), `${pdf}trailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n`);
      expect(await probe(at('whole.pdf'))).toMatchObject({
        state: 'ready',
        kind: 'document',
        mimeType: 'application/pdf',
      });
      expect(await probe(at('cut.pdf'))).toMatchObject({ state: 'unreadable', kind: 'document' });
    });

    it.each([
      ['notes.txt', 'text/plain', 'document'],
      ['notes.md', 'text/markdown', 'document'],
      ['data.xyz', 'application/octet-stream', 'other'],
    ])('knows %s', async (name, mimeType, kind) => {
      writeFileSync(at(name), name.endsWith('xyz') ? Buffer.from([1, 2, 3, 0, 0xfe]) : 'words\n');
      expect(await probe(at(name))).toMatchObject({ state: 'ready', mimeType, kind });
    });
  });

  it('goes by the content when the name lies or says nothing', async () => {
    await picture().jpeg().toFile(at('true.jpg'));
    copyFileSync(at('true.jpg'), at('called.mp4'));
    copyFileSync(film('true.mp4', '-c:v', 'libx264', '-c:a', 'aac'), at('called.jpg'));
    copyFileSync(at('true.jpg'), at('no-extension'));
    expect(await probe(at('called.mp4'))).toMatchObject({ kind: 'image', mimeType: 'image/jpeg' });
    expect(await probe(at('called.jpg'))).toMatchObject({ kind: 'video', mimeType: 'video/mp4' });
    expect(await probe(at('no-extension'))).toMatchObject({ kind: 'image', mimeType: 'image/jpeg' });
  });

  it('says of cut-off files that they are unreadable, with a reason', async () => {
    const whole = readFileSync(film('whole.mp4', '-c:v', 'libx264', '-c:a', 'aac'));
    writeFileSync(at('half.mp4'), whole.subarray(0, whole.length / 2));
    expect(await probe(at('half.mp4'))).toMatchObject({
      state: 'unreadable',
      reason: expect.stringMatching(/index/),
    });
    const jpeg = await picture().jpeg().toBuffer();
    writeFileSync(at('start.jpg'), jpeg.subarray(0, 150));
    expect(await probe(at('start.jpg'))).toMatchObject({
      state: 'unreadable',
      reason: expect.stringMatching(/\w/),
    });
  });
});
