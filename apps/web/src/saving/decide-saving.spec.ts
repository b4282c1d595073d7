import { describe, expect, it } from '@jest/globals';
import { decideSaving, hasSmallerCopy, type Line, type SavingChoice } from './decide-saving.ts';

describe('smaller copies are sent', () => {
  it.each<[string, SavingChoice, Line | undefined, boolean]>([
    ['never, where somebody says so', 'off', { saveData: true, effectiveType: '2g' }, false],
    ['always, where somebody says so', 'always', { effectiveType: '4g' }, true],
    ['where the browser was told to save', 'slow', { saveData: true, effectiveType: '4g' }, true],
    ['where the line is slow', 'slow', { effectiveType: '3g' }, true],
    ['not where it is quick', 'slow', { saveData: false, effectiveType: '4g' }, false],
    ['not where the browser does not say', 'slow', undefined, false],
  ])('%s', (_, choice, line, saves) => expect(decideSaving(choice, line)).toBe(saves));
});

describe('a copy is smaller', () => {
  const file = { kind: 'image' as const, sizeBytes: 6_000_000, durationSec: null, previewUrl: '/p' };
  it.each([
    ['of a photo', file, true],
    ['not of a small picture', { ...file, sizeBytes: 90_000 }, false],
    ['not of what has no preview', { ...file, previewUrl: null }, false],
    ['of a film in 4K', { ...file, kind: 'video' as const, sizeBytes: 300e6, durationSec: 60 }, true],
    [
      'not of a film for phones',
      { ...file, kind: 'video' as const, sizeBytes: 15e6, durationSec: 60 },
      false,
    ],
    ['not of a film of unknown length', { ...file, kind: 'video' as const }, false],
    ['of a song without loss', { ...file, kind: 'audio' as const, sizeBytes: 25e6, durationSec: 240 }, true],
    ['not of a common song', { ...file, kind: 'audio' as const, sizeBytes: 6e6, durationSec: 240 }, false],
    ['not of a document', { ...file, kind: 'document' as const }, false],
  ])('%s', (_, weighed, is) => expect(hasSmallerCopy(weighed)).toBe(is));
});
