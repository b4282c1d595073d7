import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CAPTURE_KINDS } from '@hearth/contracts';
import { makeUnits, type Unit } from '../../../test/capture-client.js';
import { FilmWriter } from './film-writer.js';
import { decodeFrames } from './frame-export.js';

const PICTURE_MS = 1000 / 15;

let folder: string;
let units: Unit[];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hearth-frames-'));
  units = makeUnits(2);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the frames of a film', () => {
  it.each([
    ['comes regularly', (index: number) => index * PICTURE_MS],
    [
      'comes two by two, as from a phone that is busy',
      (index: number) => (index - (index % 2)) * PICTURE_MS + (index % 2),
    ],
    ['was filmed by a clock that stood still', () => 0],
  ])('are all there where it %s', async (name, atMs) => {
    const film = join(folder, `${name}.mp4`);
    const scratch = join(folder, name);
    mkdirSync(scratch);
    const writer = await FilmWriter.open(film);
    units.forEach(({ bytes, isKey }, index) =>
      writer.add({
        ...{ kind: isKey ? CAPTURE_KINDS.h264Key : CAPTURE_KINDS.h264Delta, seq: index + 1, payload: bytes },
        capturedAtMs: 1e12 + atMs(index),
        desc: isKey ? { codec: 'avc1.42c00d', width: 320, height: 240 } : {},
      }),
    );
    expect(await writer.finish()).toBe(true);
    expect(await decodeFrames(film, scratch, new AbortController().signal)).toHaveLength(units.length);
  });
});
