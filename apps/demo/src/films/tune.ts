import { randomFrom } from '../random.ts';

const RATE = 22_050;
const BEAT_SEC = 0.4;
/** Chords that go well after each other, as steps above the key in half tones. */
const CHORDS = [
  [0, 4, 7, 12],
  [9, 12, 16, 21],
  [5, 9, 12, 17],
  [7, 11, 14, 19],
] as const;

/** A little tune of plucked notes: WAV, mono, 16 bits. The same seed plays the same. */
export function makeTune(seed: number, durationSec: number): Buffer {
  const random = randomFrom(seed);
  const samples = new Float32Array(Math.round(durationSec * RATE));
  const key = 110 * 2 ** (Math.floor(random() * 8) / 12);
  for (let beat = 0; beat * BEAT_SEC < durationSec; beat += 1) {
    const chord = CHORDS[Math.floor(beat / 8) % CHORDS.length] as (typeof CHORDS)[number];
    if (beat % 8 === 0) pluck(samples, beat * BEAT_SEC, key * 2 ** (chord[0] / 12 - 1), 0.3);
    if (random() < 0.85) {
      const step = chord[Math.floor(random() * chord.length)] as number;
      pluck(samples, beat * BEAT_SEC, key * 2 ** ((step + 12) / 12), 0.14 + 0.08 * random());
    }
  }
  return toWav(samples);
}

function pluck(samples: Float32Array, fromSec: number, hertz: number, volume: number): void {
  const first = Math.round(fromSec * RATE);
  const last = Math.min(samples.length, first + Math.round(1.6 * RATE));
  for (let at = first; at < last; at += 1) {
    const sec = (at - first) / RATE;
    const phase = 2 * Math.PI * hertz * sec;
    const wave = Math.sin(phase) + 0.4 * Math.sin(2 * phase) + 0.15 * Math.sin(3 * phase);
    samples[at] = (samples[at] as number) + volume * Math.exp(-3 * sec) * Math.min(1, sec * 200) * wave;
  }
}

/** RIFF with one `fmt ` chunk (PCM) and one of data. */
function toWav(samples: Float32Array): Buffer {
  const wav = Buffer.alloc(44 + samples.length * 2);
  wav.write('RIFF', 0, 'latin1');
  wav.writeUInt32LE(36 + samples.length * 2, 4);
  wav.write('WAVEfmt ', 8, 'latin1');
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(RATE, 24);
  wav.writeUInt32LE(RATE * 2, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36, 'latin1');
  wav.writeUInt32LE(samples.length * 2, 40);
  samples.forEach((value, at) =>
    wav.writeInt16LE(Math.round(Math.max(-1, Math.min(1, value * 0.8)) * 32_767), 44 + at * 2),
  );
  return wav;
}
