import type { FileSummary } from '@hearth/contracts';

/** When somebody is sent smaller copies of what they look at on this device. */
export const SAVING_CHOICES = ['off', 'slow', 'always'] as const;
export type SavingChoice = (typeof SAVING_CHOICES)[number];

/** What a browser says of its line (Network Information API); Safari and Firefox say nothing. */
export interface Line {
  /** The person asked the browser itself to use less. */
  readonly saveData?: boolean | undefined;
  /** By round trips and rates of late, not by the kind of network. */
  readonly effectiveType?: string | undefined;
}

const SLOW = ['slow-2g', '2g', '3g'];

export function decideSaving(choice: SavingChoice, line: Line | undefined): boolean {
  if (choice !== 'slow') return choice === 'always';
  return line?.saveData === true || SLOW.includes(line?.effectiveType ?? '');
}

/** A preview of 1440 pixels is hardly ever larger. */
export const PREVIEW_BYTES = 500_000;
/** What the hub's own form of a film or a song takes of a line, and somewhat more. */
const RENDITION_BITS_PER_SEC = { video: 3_000_000, audio: 256_000 };

type Weighed = Pick<FileSummary, 'kind' | 'sizeBytes' | 'durationSec' | 'previewUrl'>;

/** Whether there is a copy of it that is a good deal smaller. */
export function hasSmallerCopy({ kind, sizeBytes, durationSec, previewUrl }: Weighed): boolean {
  if (kind === 'image') return previewUrl !== null && sizeBytes > PREVIEW_BYTES;
  if (kind !== 'video' && kind !== 'audio') return false;
  return durationSec !== null && (sizeBytes * 8) / durationSec > RENDITION_BITS_PER_SEC[kind];
}
