import type { SoundOffset, TakeManifest } from '@hearth/contracts';
import { decodeSound } from './run-ffmpeg.js';
import { findSoundLag, SOUND_RATE } from './sound-lag.js';

/** Of a long take the first minute says it as well as all of it. */
const LONGEST_SEC = 60;

/**
 * A second opinion on the clocks: how much later each phone heard what the first of them heard, once the clocks have put both
 * in step. Sound needs 3 ms for a metre, and each phone some time of its own, so this is for looking at, and changes nothing.
 * @param films of the manifest's devices, in its order; undefined where there is none
 */
export async function findHeardOffsets(
  { devices }: Pick<TakeManifest, 'devices'>,
  films: readonly (string | undefined)[],
): Promise<SoundOffset[]> {
  const sounds: { deviceId: string; sound: Float32Array; fromMs: number }[] = [];
  for (const [index, { id, times }] of devices.entries()) {
    const film = films[index];
    const sound = film === undefined ? undefined : await decodeSound(film, SOUND_RATE, LONGEST_SEC);
    if (sound && sound.length > 0) sounds.push({ deviceId: id, sound, fromMs: times[0] ?? 0 });
  }
  const [first, ...others] = sounds;
  if (!first || others.length === 0) return [];
  return others.map(({ deviceId, sound, fromMs }) => {
    const beginMs = Math.max(first.fromMs, fromMs);
    const since = (from: number) => Math.round(((beginMs - from) * SOUND_RATE) / 1000);
    const lag = findSoundLag(first.sound.subarray(since(first.fromMs)), sound.subarray(since(fromMs)));
    return { deviceId, offsetMs: lag?.lagMs ?? null, likeness: lag?.likeness ?? 0 };
  });
}
