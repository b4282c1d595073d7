import { describe, expect, it } from '@jest/globals';
import type { MusicTrack } from '@hearth/contracts';
import {
  currentOf,
  EMPTY_QUEUE,
  nextPlace,
  nextRepeat,
  previousPlace,
  queueOf,
  withShuffle,
} from './play-queue.ts';

const songs = ['a', 'b', 'c', 'd'].map((id) => ({ id })) as unknown as MusicTrack[];
const plain = { repeat: 'off', isShuffled: false } as const;
const half = () => 0.5;
const queue = (start: number, over = {}) => ({ ...queueOf(songs, start, plain, half), ...over });

describe('a queue', () => {
  it.each([
    ['goes on', 0, 'off', false, 1],
    ['ends', 3, 'off', false, undefined],
    ['begins anew', 3, 'all', false, 0],
    ['stays at one song', 1, 'one', false, 1],
    ['leaves one song where somebody skips', 1, 'one', true, 2],
    ['begins anew where somebody skips the last one', 3, 'one', true, 0],
  ] as const)('%s', (_, start, repeat, isSkip, next) => {
    expect(nextPlace(queue(start, { repeat }), isSkip)).toBe(next);
  });

  it.each([
    [2, 'off', 1],
    [0, 'off', 0],
    [0, 'all', 3],
  ] as const)('goes back from %i, repeat %s, to %i', (start, repeat, place) => {
    expect(previousPlace(queue(start, { repeat }))).toBe(place);
  });

  it('has nothing where nothing is in it', () => {
    expect(currentOf(EMPTY_QUEUE)).toBeUndefined();
    expect(nextPlace(EMPTY_QUEUE, true)).toBeUndefined();
    expect(currentOf(queueOf([], 0, plain, half))).toBeUndefined();
  });

  it('keeps the song that plays when it is shuffled, plays each once, and finds the way back', () => {
    const shuffled = withShuffle(queue(2), true, half);
    expect(currentOf(shuffled)?.id).toBe('c');
    expect([...shuffled.order].sort()).toEqual([0, 1, 2, 3]);
    expect(shuffled.at).toBe(0);
    const later = { ...shuffled, at: 1 };
    const back = withShuffle(later, false, half);
    expect(currentOf(back)?.id).toBe(currentOf(later)?.id);
    expect(back.order).toEqual([0, 1, 2, 3]);
  });

  it('begins with the chosen song also where it is shuffled', () => {
    expect(currentOf(queueOf(songs, 3, { ...plain, isShuffled: true }, half))?.id).toBe('d');
  });

  it('has three ways to repeat', () => {
    expect([nextRepeat('off'), nextRepeat('all'), nextRepeat('one')]).toEqual(['all', 'one', 'off']);
  });
});
