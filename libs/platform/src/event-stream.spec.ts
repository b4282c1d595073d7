import { describe, expect, it } from '@jest/globals';
import { decideStreamUpdate, WANTED_STREAM, type StreamWishes } from './event-stream.js';

const PRESENT: StreamWishes = {
  subjects: ['hearth.catalog.>', 'hearth.identity.>'],
  max_age: 100,
  max_bytes: 1_000,
  duplicate_window: 10,
  num_replicas: 1,
};

describe('the stream that is wanted', () => {
  it('holds the subjects of all events that are stored, and none of the live ones', () => {
    expect(WANTED_STREAM.subjects).toEqual(
      expect.arrayContaining(['hearth.catalog.>', 'hearth.identity.>', 'hearth.playback.>']),
    );
    expect(WANTED_STREAM.subjects).not.toContain('hearth.live.>');
  });
});

describe('a stream that is there', () => {
  it.each<[string, Partial<StreamWishes>, Partial<StreamWishes> | undefined]>([
    ['stays as it is', {}, undefined],
    [
      'whatever the order of its subjects',
      { subjects: ['hearth.identity.>', 'hearth.catalog.>'] },
      undefined,
    ],
    ['keeps subjects that are not wanted any more', { subjects: ['hearth.catalog.>'] }, undefined],
    [
      'takes on subjects',
      { subjects: ['hearth.realtime.>'] },
      { subjects: ['hearth.catalog.>', 'hearth.identity.>', 'hearth.realtime.>'] },
    ],
    ['grows', { max_bytes: 2_000, max_age: 200 }, { max_bytes: 2_000, max_age: 200 }],
    ['never shrinks', { max_bytes: 10, max_age: 10, duplicate_window: 1, num_replicas: 0 }, undefined],
    ['loses its limits where none are wanted', { max_bytes: -1, max_age: 0 }, { max_bytes: -1, max_age: 0 }],
    ['gets replicas', { num_replicas: 3 }, { num_replicas: 3 }],
    ['remembers what it had for longer', { duplicate_window: 20 }, { duplicate_window: 20 }],
  ])('%s', (_, wishes, change) => {
    expect(decideStreamUpdate(PRESENT, { ...PRESENT, ...wishes })).toEqual(
      change && { ...PRESENT, ...change },
    );
  });

  it('without limits keeps none', () => {
    expect(decideStreamUpdate({ ...PRESENT, max_bytes: -1, max_age: 0 }, PRESENT)).toBeUndefined();
  });
});
