/** Of a second of sound; a quarter of a millisecond each. */
export const SOUND_RATE = 4_000;
const WINDOW_SEC = 4;
const MOST_LAG = 0.25 * SOUND_RATE;
/** Below this the two did not hear the same. */
const SURE_FROM = 0.3;
/** Below this, of 1 at the most, it is the noise of the microphone. */
const SILENT_BELOW = 1e-4;

export interface SoundLag {
  /** How much later the second one heard what both heard. */
  readonly lagMs: number;
  /** 0 to 1: how alike the two sounds are then. */
  readonly likeness: number;
}

/**
 * Two recordings of one room that begin at the same moment: by how much the second is behind, where their cross-correlation is
 * greatest. Looks at the four loudest seconds of the first and a quarter of a second to both sides. Undefined where they have
 * nothing in common.
 */
export function findSoundLag(first: Float32Array, second: Float32Array): SoundLag | undefined {
  const length = Math.min(WINDOW_SEC * SOUND_RATE, Math.min(first.length, second.length) - 2 * MOST_LAG);
  if (length < SOUND_RATE / 2) return undefined;
  const from = loudest(first, length, Math.min(first.length, second.length) - MOST_LAG);
  const window = first.subarray(from, from + length);
  const energy = energyOf(window);
  if (energy / length < SILENT_BELOW ** 2) return undefined;
  let best: SoundLag = { lagMs: 0, likeness: 0 };
  let otherEnergy = energyOf(second.subarray(from - MOST_LAG, from - MOST_LAG + length));
  for (let lag = -MOST_LAG; lag <= MOST_LAG; lag += 1) {
    const start = from + lag;
    let product = 0;
    for (let at = 0; at < length; at += 1) product += (window[at] as number) * (second[start + at] as number);
    const likeness = product / (Math.sqrt(energy * otherEnergy) || 1);
    if (likeness > best.likeness) best = { lagMs: (lag * 1000) / SOUND_RATE, likeness };
    otherEnergy += (second[start + length] ?? 0) ** 2 - (second[start] as number) ** 2;
  }
  return best.likeness >= SURE_FROM ? best : undefined;
}

/** Where the window begins in which most is heard; by eighths of a second. */
function loudest(sound: Float32Array, length: number, end: number): number {
  const step = SOUND_RATE / 8;
  let [best, most] = [MOST_LAG, -1];
  for (let from = MOST_LAG; from + length <= end; from += step) {
    const energy = energyOf(sound.subarray(from, from + length));
    if (energy > most) [best, most] = [from, energy];
  }
  return best;
}

function energyOf(sound: Float32Array): number {
  let energy = 0;
  for (const value of sound) energy += value * value;
  return energy;
}
