import { describe, expect, it } from '@jest/globals';
import { decideAhead, SEGMENT_BYTES } from './decide-ahead.js';

const film = (name: string, codecs: object | null, durationSec = 8) => ({
  sha256: name,
  duration_sec: durationSec,
  codecs: codecs as never,
});
const HEVC = { container: 'mov', video: 'hevc', audio: 'aac' };
const H264 = { container: 'mp4', video: 'h264', audio: 'aac' };

describe('what is made ready ahead', () => {
  it.each([
    ['what some phones do not play', [film('a', HEVC)], 10, ['a']],
    ['not what all play', [film('a', H264), film('b', HEVC)], 10, ['b']],
    ['not what nobody knows anything of', [film('a', null)], 10, []],
    ['as far as there is room', [film('a', HEVC), film('b', HEVC), film('c', HEVC)], 4, ['a', 'b']],
    ['what is short, beside what is too long', [film('a', HEVC, 100), film('b', HEVC)], 10, ['b']],
    ['nothing without room', [film('a', HEVC)], -1, []],
    ['a few at a time', Array.from({ length: 30 }, (_, n) => film(`${n}`, HEVC)), 1_000, 20],
  ] as const)('%s', (_, films, pieces, expected) => {
    const chosen = decideAhead(films, pieces * SEGMENT_BYTES).map(({ sha256 }) => sha256);
    expect(typeof expected === 'number' ? chosen.length : chosen).toEqual(expected);
  });
});
