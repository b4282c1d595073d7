import type { FileSummary } from '@hearth/contracts';
import { useDeferredValue, useMemo } from 'react';
import { widerSpan, type Span } from './drawn-span.ts';

type Files = ReadonlyMap<string, readonly FileSummary[]>;

/**
 * What of the timeline is drawn: what is in the window at once; what lies beyond it when there is time, piece by piece, so that no
 * stretch that has come holds up the finger.
 */
export function useDrawnSpan({ from, to }: Span, overscan: number, filesOf: Files) {
  const around = useMemo(() => ({ from: from - overscan, to: to + overscan }), [from, to, overscan]);
  const drawn = useDeferredValue(around, NOTHING);
  const drawnFiles = useDeferredValue(filesOf, NO_FILES);
  return useMemo(() => {
    const seen = { from, to };
    const span = widerSpan(seen, drawn);
    const spanOf = (key: string): Span => (drawnFiles.get(key) === filesOf.get(key) ? span : seen);
    return { span, spanOf, around };
  }, [from, to, around, drawn, filesOf, drawnFiles]);
}

const NOTHING: Span = { from: 0, to: 0 };
const NO_FILES: Files = new Map();
