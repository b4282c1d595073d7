import { describe, expect, it } from '@jest/globals';
import { decidePreview, type PreviewFacts } from './decide-preview.js';

const photo: PreviewFacts = { mimeType: 'image/jpeg', sizeBytes: 200_000, width: 800, height: 600 };

describe('decidePreview', () => {
  it.each<[string, Partial<PreviewFacts>, string]>([
    ['a small JPEG', {}, 'original'],
    ['a small PNG', { mimeType: 'image/png' }, 'original'],
    ['a photo of a camera', { sizeBytes: 4_000_000, width: 4000, height: 3000 }, 'later'],
    ['a JPEG of few pixels and many bytes', { sizeBytes: 2_000_000 }, 'later'],
    ['a large PNG', { mimeType: 'image/png', width: 4000 }, 'now'],
    ['a small HEIC, which few browsers show', { mimeType: 'image/heic' }, 'now'],
    ['a drawing, which may hold anything', { mimeType: 'image/svg+xml' }, 'now'],
    ['a film', { mimeType: 'video/mp4', sizeBytes: 1_000 }, 'now'],
    ['a JPEG of unknown size', { width: undefined }, 'now'],
  ])('%s', (_, facts, decision) => expect(decidePreview({ ...photo, ...facts })).toBe(decision));
});
