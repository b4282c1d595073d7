import { countOf, formatBytes, formatDuration } from '../design/format.ts';
import type { BackupItem } from './backup-item.ts';

export interface BackupTotals {
  readonly files: number;
  readonly done: number;
  readonly failed: number;
  /** Of the files that are done, those the hub had already. */
  readonly here: number;
  readonly bytes: number;
  /** Safe on the hub. */
  readonly bytesDone: number;
  /** Between 0 and 1. */
  readonly share: number;
  readonly isFinished: boolean;
}

/** `sent` are the bytes of files on their way. Failed files count neither as done nor as to be done. */
export function sumUp(items: readonly BackupItem[], sent: ReadonlyMap<string, number>): BackupTotals {
  const counting = items.filter(({ state }) => state !== 'failed');
  const done = counting.filter(({ state }) => state === 'done');
  const bytes = sum(counting.map(({ sizeBytes }) => sizeBytes));
  const bytesDone = sum(
    counting.map(({ id, state, sizeBytes }) =>
      state === 'done' ? sizeBytes : Math.min(sizeBytes, sent.get(id) ?? 0),
    ),
  );
  const isFinished = done.length === counting.length;
  return {
    files: items.length,
    done: done.length,
    failed: items.length - counting.length,
    here: done.filter(({ outcome }) => outcome === 'here' || outcome === 'already-here').length,
    bytes,
    bytesDone,
    share: isFinished ? 1 : bytes === 0 ? 0 : bytesDone / bytes,
    isFinished,
  };
}

export interface SpeedSample {
  readonly atMs: number;
  readonly bytesSent: number;
}

const WINDOW_MS = 10_000;
const SHORTEST_MS = 500;

/** Adds a sample and drops those that are too old to say anything about now. */
export function addSample(samples: readonly SpeedSample[], sample: SpeedSample): SpeedSample[] {
  return [...samples.filter(({ atMs }) => sample.atMs - atMs <= WINDOW_MS), sample];
}

/** Bytes per second over the last moments; undefined while there is too little to go by. */
export function speedOf(samples: readonly SpeedSample[]): number | undefined {
  const [first, last] = [samples[0], samples.at(-1)];
  if (!first || !last || last.atMs - first.atMs < SHORTEST_MS) return undefined;
  return Math.max(0, ((last.bytesSent - first.bytesSent) / (last.atMs - first.atMs)) * 1000);
}

/** `12.5 MB/s · 3 minutes left`; empty while nobody can say. */
export function describePace(bytesLeft: number, bytesPerSec: number | undefined): string {
  if (bytesPerSec === undefined || bytesPerSec < 1) return '';
  return `${formatBytes(bytesPerSec)}/s · ${formatDuration(bytesLeft / bytesPerSec)} left`;
}

/** `All 6 files are home. 1 was there already.`; without `All` when one of them stayed behind. */
export function describeEnd({ done, here, failed }: BackupTotals): string {
  const home = describeHome(done, failed);
  const skipped = here === 0 ? '' : here === 1 ? ' 1 was there already.' : ` ${here} were there already.`;
  const left = failed === 0 ? '' : ` ${countOf(failed, 'file')} could not be sent.`;
  return done === 0 ? left.trim() : home + skipped + left;
}

function describeHome(done: number, failed: number): string {
  if (failed > 0) return `${countOf(done, 'file')} ${done === 1 ? 'is' : 'are'} home.`;
  return done === 1 ? 'The file is home.' : `All ${countOf(done, 'file')} are home.`;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
