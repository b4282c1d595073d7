import type { deleteTake, OutputOf, TakeSummary } from '@hearth/contracts';
import { countOf, formatBytes } from '../../design/format.ts';

const DAY_MS = 86_400_000;

/** `kept`, `removed in 6 days`, `removed in 5 hours`. */
export function describeKeeping({ keepUntil }: Pick<TakeSummary, 'keepUntil'>, now: number): string {
  if (keepUntil === null) return 'Kept';
  const leftMs = Date.parse(keepUntil) - now;
  if (leftMs <= 0) return 'Being removed';
  const [amount, unit] =
    leftMs >= DAY_MS ? [Math.floor(leftMs / DAY_MS), 'day'] : [Math.ceil(leftMs / 3_600_000), 'hour'];
  return `Removed in ${amount} ${unit}${amount === 1 ? '' : 's'}`;
}

/** How far in step the phones were, in words; null for one phone alone. */
export function describeSync({
  syncReport,
  devices,
}: Pick<TakeSummary, 'syncReport' | 'devices'>): string | null {
  if (!syncReport || devices.length < 2) return null;
  const share = Math.round(syncReport.alignedRatio * 1000) / 10;
  return `Within ${Math.max(1, Math.round(syncReport.p95Ms))} ms · ${share}% of frames matched`;
}

/** What is gone, of whatever there was. */
export function describeRemoval({
  files,
  bytes,
  frames,
  keypoints,
  calibrations,
}: OutputOf<typeof deleteTake>['removed']): string {
  const parts = [
    `${countOf(files, 'file')} (${formatBytes(bytes)})`,
    countOf(frames, 'frame'),
    ...(keypoints > 0 ? [`the body in ${countOf(keypoints, 'frame')}`] : []),
    ...(calibrations > 0 ? ['the calibration'] : []),
  ];
  return `Removed for good: ${parts.join(', ')}`;
}
