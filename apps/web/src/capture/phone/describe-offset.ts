import type { ClockEstimate } from '@hearth/contracts';

/** What is less would be shown as nothing, which is neither before nor after. */
const LEAST_SHOWN_MS = 0.05;

/** `−123.02 s`, `+0.4 ms`: how much the hub's clock is ahead of a phone's. */
export function formatOffset(offsetMs: number): string {
  const size = Math.abs(offsetMs);
  const sign = size < LEAST_SHOWN_MS ? '' : offsetMs < 0 ? '−' : '+';
  return `${sign}${size >= 1000 ? `${(size / 1000).toFixed(2)} s` : `${size.toFixed(1)} ms`}`;
}

/** `clock −123.02 s ±0.4 ms`: the same, and how surely it is known. */
export function describeOffset({
  offsetMs,
  uncertaintyMs,
}: Pick<ClockEstimate, 'offsetMs' | 'uncertaintyMs'>): string {
  return `clock ${formatOffset(offsetMs)} ±${Math.max(0.1, uncertaintyMs).toFixed(1)} ms`;
}
