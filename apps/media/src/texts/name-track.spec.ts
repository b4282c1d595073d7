import { describe, expect, it } from '@jest/globals';
import { nameTrack } from './name-track.js';

describe('nameTrack', () => {
  it.each([
    ['', 'Subtitles', null],
    ['en', 'English', 'en'],
    ['ger', 'German', 'ger'],
    ['pt-BR', 'Brazilian Portuguese', 'pt-BR'],
    ['de.forced', 'German (forced)', 'de'],
    ['en.sdh', 'English (SDH)', 'en'],
    ['by the director', 'by the director', null],
    ['<script>', '<script>', null],
  ])('%s is %s', (more, label, language) => {
    expect(nameTrack(more)).toEqual({ label, language });
  });
});
