import { describe, expect, it } from '@jest/globals';
import { covers, decideDurableUpdate } from './durable.js';

describe('a subject', () => {
  it.each([
    ['hearth.catalog.>', 'hearth.catalog.file.added.v1', true],
    ['hearth.catalog.file.*.v1', 'hearth.catalog.file.added.v1', true],
    ['hearth.catalog.file.*.v1', 'hearth.catalog.file.added.v2', false],
    ['hearth.catalog.file.*.v1', 'hearth.catalog.>', false],
    ['hearth.catalog.*', 'hearth.catalog.>', false],
    ['hearth.catalog.file', 'hearth.catalog.file.added', false],
    ['hearth.catalog.>', 'hearth.catalog', false],
    ['hearth.catalog.>', 'hearth.catalog.>', true],
  ])('%s takes in %s: %s', (wide, narrow, expected) => expect(covers(wide, narrow)).toBe(expected));
});

describe('a durable consumer that is there', () => {
  const PRESENT = { filter_subject: 'hearth.catalog.file.*.v1', ack_wait: 30, max_ack_pending: 500 };
  it.each([
    ['stays as it is', {}, undefined],
    ['keeps a wider filter', { filter_subject: 'hearth.catalog.file.added.v1' }, undefined],
    [
      'takes on a wider filter',
      { filter_subject: 'hearth.catalog.>' },
      { ...PRESENT, filter_subject: 'hearth.catalog.>' },
    ],
    [
      'takes on another filter',
      { filter_subject: 'hearth.identity.>' },
      { ...PRESENT, filter_subject: 'hearth.identity.>' },
    ],
    ['never has less patience', { ack_wait: 10, max_ack_pending: 1 }, undefined],
    ['has more', { ack_wait: 60 }, { ...PRESENT, ack_wait: 60 }],
  ])('%s', (_, wishes, update) => {
    expect(decideDurableUpdate(PRESENT, { ...PRESENT, ...wishes })).toEqual(update);
  });
});
