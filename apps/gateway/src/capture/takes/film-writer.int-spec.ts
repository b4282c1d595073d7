import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CAPTURE_KINDS, type CaptureEnvelope } from '@hearth/contracts';
import { makeUnits, until, type Unit } from '../../../test/capture-client.js';
import { FilmWriter } from './film-writer.js';

const PICTURE_MS = 1000 / 15;
const SOUND_MS = 20;
/** 20 ms of nothing in Opus. */
const SILENCE = Uint8Array.of(0xf8, 0xff, 0xfe);

let folder: string;
let units: Unit[];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hearth-film-'));
  units = makeUnits(8);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Eight seconds of a phone, with sound from one second to another. */
function film(soundFromMs: number, soundToMs: number): CaptureEnvelope[] {
  const pictures = units.map(({ bytes, isKey }, index) => ({
    kind: isKey ? CAPTURE_KINDS.h264Key : CAPTURE_KINDS.h264Delta,
    capturedAtMs: 1e12 + index * PICTURE_MS,
    desc: isKey ? { codec: 'avc1.42c00d', width: 320, height: 240 } : {},
    payload: bytes,
  }));
  const sound = Array.from({ length: Math.ceil((soundToMs - soundFromMs) / SOUND_MS) }, (_, index) => ({
    kind: CAPTURE_KINDS.opus,
    capturedAtMs: 1e12 + soundFromMs + index * SOUND_MS,
    desc: { codec: 'opus', sampleRate: 48_000, channels: 1 },
    payload: SILENCE,
  }));
  return [...pictures, ...sound]
    .sort((one, other) => one.capturedAtMs - other.capturedAtMs)
    .map((one, seq) => ({ ...one, seq }));
}

const packetsOf = (path: string, stream: 'v:0' | 'a:0') => stampsOf(path, stream).length;

/** When each packet of a stream is shown, seconds; also of a file that is still being written. */
function stampsOf(path: string, stream: 'v:0' | 'a:0'): number[] {
  try {
    const text = execFileSync(
      'ffprobe',
      ['-v', 'quiet', '-select_streams', stream, '-show_entries', 'packet=pts_time', '-of', 'csv=p=0', path],
      { stdio: ['ignore', 'pipe', 'ignore'] },
    );
    return text
      .toString()
      .split('\n')
      .filter(Boolean)
      .map((line) => Number(line.replace(',', '')));
  } catch {
    return [];
  }
}

describe('a film that is being written', () => {
  it.each([
    ['with sound', 0, 8_000, 390],
    ['without any', 0, 0, 0],
    ['whose sound falls silent', 0, 2_000, 100],
  ])('%s plays though nobody ends it', async (name, fromMs, toMs, sounds) => {
    const path = join(folder, `${name}.mp4`);
    const writer = await FilmWriter.open(path);
    for (const envelope of film(fromMs, toMs)) writer.add(envelope);
    // What the last two seconds hold may still be in memory.
    await until('most of it is in the file', () => packetsOf(path, 'v:0') >= 85 || undefined);
    expect(await writer.finish()).toBe(true);
    expect(packetsOf(path, 'v:0')).toBe(120);
    expect(packetsOf(path, 'a:0')).toBeGreaterThanOrEqual(sounds);
  });

  it.each([
    ['goes back', 10, (index: number) => 1e12 - index],
    ['stands still', 90, () => 1e12],
  ])('begins though the clock %s', async (name, pictures, clockAt) => {
    const path = join(folder, `${name}.mp4`);
    const writer = await FilmWriter.open(path);
    film(0, 0)
      .slice(0, pictures)
      .forEach((picture, index) => writer.add({ ...picture, capturedAtMs: clockAt(index) }));
    await until('something is in the file', () => statSync(path).size > 0 || undefined);
    expect(await writer.finish()).toBe(true);
    expect(packetsOf(path, 'v:0')).toBe(pictures);
  });

  it('goes on as it is seen though the first picture’s clock was far ahead', async () => {
    const path = join(folder, 'ahead.mp4');
    const writer = await FilmWriter.open(path);
    const [first, ...others] = film(0, 8_000) as [CaptureEnvelope, ...CaptureEnvelope[]];
    for (const envelope of [{ ...first, capturedAtMs: 2e12 }, ...others]) writer.add(envelope);
    expect(await writer.finish()).toBe(true);
    const stamps = stampsOf(path, 'v:0');
    expect(stamps).toHaveLength(120);
    expect(stamps.at(-1)).toBeCloseTo((119 * PICTURE_MS) / 1000, 2);
    expect(packetsOf(path, 'a:0')).toBeGreaterThanOrEqual(380);
  });

  it('is none without a key frame', async () => {
    const writer = await FilmWriter.open(join(folder, 'none.mp4'));
    for (const envelope of film(0, 0).slice(1, 10)) writer.add(envelope);
    expect(await writer.finish()).toBe(false);
  });
});
