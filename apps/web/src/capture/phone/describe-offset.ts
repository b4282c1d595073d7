import type { ClockEstimate } from '@hearth/contracts';

/** `clock −123.02 s ±0.4 ms`: how much the hub's clock is ahead of this phone's, and how surely that is known. */
export function describeOffset({
  offsetMs,
  uncertaintyMs,
}: Pick<ClockEstimate, 'offsetMs' | 'uncertaintyMs'>): string {
  const size = Math.abs(offsetMs);
  const amount = size >= 1000 ? `${(size / 1000).toFixed(2)} s` : `${size.toFixed(1)} ms`;
  return `clock ${offsetMs < 0 ? '−' : '+'}${amount} ±${Math.max(0.1, uncertaintyMs).toFixed(1)} ms`;
}
