import type { ProcessLimits } from './confined-process.js';

const MEGA = 1_000_000;
/** What any picture may take, and each million pixels more: several times of what was seen on a quiet machine. */
const CPU_SEC = 25;
const CPU_SEC_PER_MEGA = 0.4;
/** A busy machine gives a decoder a third of a processor, or less. */
const BUSY = 3;
/** The work of a picture must end before its step does (5 minutes). */
const LONGEST_MS = 240_000;
const MEMORY_BYTES = 2 * 1024 ** 3;
/** Decoded planes, the picture made of them, and what is written. */
const BYTES_PER_PIXEL = 16;

/** What a picture that is handed over may have in bytes: 16 bits for each part of a pixel, as PNG at its worst. */
const OUTPUT_BYTES = { pixel: 8, least: 64 * 1024 ** 2, most: 256 * 1024 ** 2 };

export function outputLimitFor(pixels: number): number {
  return Math.min(OUTPUT_BYTES.most, Math.max(OUTPUT_BYTES.least, pixels * OUTPUT_BYTES.pixel));
}

/** How long a picture may take and how much memory, by its size: a fifth of a gigapixel is no attack, but takes its time. */
export function limitsFor(pixels: number): Pick<ProcessLimits, 'cpuSec' | 'wallClockMs' | 'memoryBytes'> {
  const cpuSec = Math.ceil(CPU_SEC + (CPU_SEC_PER_MEGA * pixels) / MEGA);
  return {
    cpuSec,
    wallClockMs: Math.min(LONGEST_MS, cpuSec * BUSY * 1_000),
    memoryBytes: MEMORY_BYTES + pixels * BYTES_PER_PIXEL,
  };
}
