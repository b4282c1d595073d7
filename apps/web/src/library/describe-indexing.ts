import type { libraryStatus, OutputOf } from '@hearth/contracts';
import { countOf } from '../design/format.ts';
import type { ScanProgress } from './use-library-status.ts';

interface Indexing {
  readonly text: string;
  /** From 0 to 1, where it is known how much there is to do. */
  readonly share?: number;
}

type Status = Pick<OutputOf<typeof libraryStatus>, 'indexing'>;

/** How far indexing has come; undefined when there is nothing to do. */
export function describeIndexing(status: Status, scan: ScanProgress | undefined): Indexing | undefined {
  if (scan) {
    if (scan.waiting === 0) return undefined;
    const all = scan.done + scan.waiting;
    return {
      text: `Reading new files: ${scan.done.toLocaleString('en')} of ${all.toLocaleString('en')}`,
      share: scan.done / all,
    };
  }
  if (status.indexing === 0) return undefined;
  return { text: `Reading ${countOf(status.indexing, 'new file')}…` };
}
