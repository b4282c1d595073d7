import type { ClockEstimate } from '@hearth/contracts';

/** `−123.02 s`, `+0.4 ms`: how much the hub's clock is ahead of a phone's. */
export function formatOffset(offsetMs: number): string {
  const size = Math.abs(offsetMs);
  return `${offsetMs < 0 ? '−' : '+'}${size >= 1000 ? `${(size / 1000).toFixed(2)} s` : `${size.toFixed(1)} ms`}`;
}

/** `clock −123.02 s ±0.4 ms`: the same, and how surely it is known. */
export function describeOffset({
  offsetMs,
  uncertaintyMs,
}: Pick<ClockEstimate, 'offsetMs' | 'uncertaintyMs'>): string {
  return `clock ${formatOffset(offsetMs)} ±${Math.max(0.1, uncertaintyMs).toFixed(1)} ms`;
}
