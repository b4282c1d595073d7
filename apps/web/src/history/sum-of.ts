import { formatBytes, formatDuration } from '../design/format.ts';
import { HOW_COUNTED } from '../insight/how-counted.ts';
import type { Sum } from '../charts/Sums.tsx';

interface Had {
  readonly streams: number;
  readonly downloads: number;
  readonly watchTimeSec: number;
  readonly bytesServed: number;
}

const count = (amount: number) => amount.toLocaleString('en');
const FIGURES = {
  streams: { label: 'Streams', show: count, how: HOW_COUNTED.streams },
  downloads: { label: 'Downloads', show: count, how: HOW_COUNTED.downloads },
  watchTimeSec: { label: 'Watched', show: formatDuration, how: HOW_COUNTED.watched },
  bytesServed: { label: 'Sent', show: formatBytes, how: HOW_COUNTED.bytes },
} as const;

/** One figure of a page, with what it was in the range before where that is known. */
export function sumOf(figure: keyof Had, had: Had, previous: Had | null): Sum {
  const { label, show, how } = FIGURES[figure];
  return { label, how, value: show(had[figure]), before: previous ? show(previous[figure]) : undefined };
}
