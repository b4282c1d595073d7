import { describe, expect, it } from '@jest/globals';
import { nameInnerTrack, nameTrack } from './name-track.js';

describe('nameTrack', () => {
  it.each([
    ['', 'Subtitles', null],
    ['en', 'English', 'en'],
    ['ger', 'German', 'de'],
    ['pt-BR', 'Brazilian Portuguese', 'pt-BR'],
    ['de.forced', 'German (forced)', 'de'],
    ['en.sdh', 'English (SDH)', 'en'],
    ['by the director', 'by the director', null],
    ['<script>', '<script>', null],
  ])('%s is %s', (more, label, language) => {
    expect(nameTrack(more)).toEqual({ label, language, isForced: more === 'de.forced' });
  });
});

describe('subtitles inside a film', () => {
  it.each([
    ['eng', null, false, 'English', 'en'],
    ['fre', 'Signs', true, 'French Signs (forced)', 'fr'],
    ['und', null, false, 'Subtitles', 'und'],
    [null, 'For all', false, 'For all', null],
  ] as const)('in %s with the title %s are named', (language, title, isForced, label, canonical) => {
    expect(nameInnerTrack({ language, title, isForced })).toEqual({ label, language: canonical, isForced });
  });
});
