import { describe, expect, it } from '@jest/globals';
import { randomFrom } from '../../../test/synthetic-cameras.js';
import { findSoundLag, SOUND_RATE } from './sound-lag.js';

const SECONDS = 6;

/** A room in which somebody claps and talks: noise that comes and goes. */
function room(seed: number): Float32Array {
  const random = randomFrom(seed);
  return Float32Array.from({ length: SECONDS * SOUND_RATE }, (_, at) => {
    const isLoud = Math.floor(at / (SOUND_RATE / 5)) % 4 === 0;
    return (random() - 0.5) * (isLoud ? 0.6 : 0.02);
  });
}

/** The same, heard later by so many samples, and with some noise of the microphone. */
function later(sound: Float32Array, by: number, noise = 0): Float32Array {
  const random = randomFrom(99);
  return sound.map((_, at) => (sound[at - by] ?? 0) + (random() - 0.5) * noise);
}

describe('how far two sounds are apart', () => {
  it.each([
    [0, 0],
    [37, 9.25],
    [-120, -30],
    [900, 225],
  ])('%s samples are %s ms', (samples, ms) => {
    const sound = room(1);
    expect(findSoundLag(sound, later(sound, samples, 0.02))?.lagMs).toBe(ms);
  });

  it('is not said of sounds of two rooms', () => {
    // Backwards, since this kind of chance is much alike from one seed to another.
    expect(findSoundLag(room(1), room(2).reverse())).toBeUndefined();
  });

  it('is not said of silence, or of too little', () => {
    const silence = new Float32Array(SECONDS * SOUND_RATE);
    expect(findSoundLag(silence, room(1))).toBeUndefined();
    expect(findSoundLag(room(1).subarray(0, 2_000), room(1).subarray(0, 2_000))).toBeUndefined();
  });
});
