import { describe, expect, it } from '@jest/globals';
import type { FileDetail } from '@hearth/contracts';
import { factsOf } from './facts.ts';

const bare = {
  name: 'a.jpg',
  folder: '',
  kind: 'image',
  mimeType: 'image/jpeg',
  sizeBytes: 1_234_567,
  sha256: null,
  width: null,
  height: null,
  durationSec: null,
  takenAt: null,
  createdAt: '2024-05-03T12:00:00Z',
  modifiedAt: '2024-05-03T12:00:00Z',
  tags: [],
  codecs: null,
  camera: null,
  lens: null,
  gps: null,
  title: null,
  artist: null,
  album: null,
  description: null,
  localTime: '2024-05-03T12:00:00',
  takenFrom: 'file',
  shot: null,
  track: null,
} as unknown as FileDetail;

/** In Los Angeles: another day in Greenwich. */
const TAKEN: Partial<FileDetail> = {
  takenAt: '2022-02-01T04:00:00.000Z',
  localTime: '2022-01-31T20:00:00',
  takenFrom: 'exif',
};

const labelsOf = (file: FileDetail) => factsOf(file).map(({ label }) => label);

describe('factsOf', () => {
  it('leaves out what is not known', () => {
    expect(labelsOf(bare)).toEqual(['Changed', 'Came here', 'Size', 'Format', 'Folder']);
  });

  it.each<[Partial<FileDetail>, string, string]>([
    [{ width: 4000, height: 3000 }, 'Picture', '4000 × 3000'],
    [{ durationSec: 75 }, 'Length', '1:15'],
    [{ description: 'At the lake' }, 'About', 'At the lake'],
    [TAKEN, 'Taken', '31 January 2022, 20:00'],
    [{ ...TAKEN, takenFrom: 'name' }, 'Taken', '31 January 2022, 20:00, from its name'],
    [{ ...TAKEN, takenFrom: 'person' }, 'Taken', '31 January 2022, 20:00, set by hand'],
    [
      { shot: { apertureF: 1.78, exposureSec: 0.008, iso: 100, focalLengthMm: 5.7 } },
      'Exposure',
      'f/1.8 · 1/125 s · ISO 100 · 5.7 mm',
    ],
    [{ shot: { exposureSec: 2.5 } }, 'Exposure', '2.5 s'],
    [{ track: { trackNo: 3, discNo: 2 } }, 'Track', '3 of disc 2'],
    [{ gps: { lat: 48.858222, lon: 2.2945 } }, 'Place', '48.8582, 2.2945'],
    [
      { codecs: { container: 'mp4', video: 'h264', audio: 'aac' } },
      'Format',
      'image/jpeg · mp4 · h264 · aac',
    ],
    [{ folder: 'Holidays/2024' }, 'Folder', 'Holidays/2024'],
    [{ tags: ['sea', 'sun'] }, 'Tags', 'sea, sun'],
  ])('with %j tells %s: %s', (over, label, value) => {
    expect(factsOf({ ...bare, ...over }).find((fact) => fact.label === label)?.value).toBe(value);
  });

  it('is exact where the words are round', () => {
    expect(factsOf(bare).find(({ label }) => label === 'Size')).toEqual({
      label: 'Size',
      value: '1.23 MB',
      exactly: '1,234,567 bytes',
    });
  });
});
