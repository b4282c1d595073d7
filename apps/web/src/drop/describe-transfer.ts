import { countOf, formatBytes } from '../design/format.ts';
import type { Manifest } from './manifest.ts';
import type { TransferView } from './transfer.ts';
import type { PathKind } from './transport.ts';

export const PATH_WORDS: Record<PathKind, string> = {
  direct: 'directly',
  turn: 'relayed by TURN',
  hub: 'via the hub, sealed end to end',
};

/** `holiday.mp4`, `3 files, 12 MB`, `a text`. */
export function describeContent({ files, text }: Pick<Manifest, 'files' | 'text'>): string {
  if (text !== undefined) return 'a text';
  const bytes = formatBytes(files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0));
  const [only] = files;
  if (files.length === 1 && only) return `${only.path.split('/').at(-1)}, ${bytes}`;
  return `${countOf(files.length, 'file')}, ${bytes}`;
}

export function describeState(view: TransferView): string {
  const { direction, state, peerName, path, why, isPausedByThem } = view;
  const isOut = direction === 'out';
  switch (state) {
    case 'offered':
      return isOut ? `Waiting for ${peerName} to accept` : `${peerName} would like to send this`;
    case 'running':
      return `${isOut ? `To ${peerName}` : `From ${peerName}`}${path ? `, ${PATH_WORDS[path]}` : ''}`;
    case 'paused':
      return why ?? (isPausedByThem ? `Paused by ${peerName}` : 'Paused');
    case 'waiting':
      return `${peerName} is away. It goes on by itself when they are back.`;
    case 'done':
      return isOut ? `${peerName} has it` : `From ${peerName}, complete and unchanged`;
    case 'declined':
      return isOut ? `${peerName} declined` : 'Declined';
    case 'cancelled':
      return why ?? 'Stopped';
    case 'failed':
      return why ?? 'It did not work';
  }
}
