import { useCallback, useState, type RefObject } from 'react';
import { STEP_PX, useRemeasure } from './use-remeasure.ts';

export interface WindowSpan {
  readonly width: number;
  /** What of the element is in the window, in pixels from its top, in whole steps. */
  readonly from: number;
  readonly to: number;
}

/** What an element was wide last time, so that a page one comes back to has its full height from the first moment. */
let lastWidth = 0;

/** An element's width and the part of it that is seen. */
export function useWindowSpan(element: RefObject<HTMLElement | null>): WindowSpan {
  const [span, setSpan] = useState<WindowSpan>({ width: lastWidth, from: 0, to: 0 });
  const measure = useCallback(() => {
    const target = element.current;
    if (!target) return;
    const { top, width } = target.getBoundingClientRect();
    const from = Math.floor(-top / STEP_PX) * STEP_PX;
    const to = Math.ceil((window.innerHeight - top) / STEP_PX) * STEP_PX;
    lastWidth = width;
    setSpan((last) =>
      last.width === width && last.from === from && last.to === to ? last : { width, from, to },
    );
  }, [element]);
  useRemeasure(element, measure);
  return span;
}
