import { useLayoutEffect, useState, type RefObject } from 'react';

export interface WindowSpan {
  readonly width: number;
  /** What of the element is in the window, in pixels from its top, in whole steps. */
  readonly from: number;
  readonly to: number;
}

/** Steps, so that scrolling draws anew a few times a second and not sixty. */
const STEP_PX = 240;

/** What an element was wide last time, so that a page one comes back to has its full height from the first moment. */
let lastWidth = 0;

/** An element's width and the part of it that is seen. */
export function useWindowSpan(element: RefObject<HTMLElement | null>): WindowSpan {
  const [span, setSpan] = useState<WindowSpan>({ width: lastWidth, from: 0, to: 0 });
  useLayoutEffect(() => {
    const target = element.current;
    if (!target) return undefined;
    const measure = () => {
      const { top, width } = target.getBoundingClientRect();
      const from = Math.floor(-top / STEP_PX) * STEP_PX;
      const to = Math.ceil((window.innerHeight - top) / STEP_PX) * STEP_PX;
      lastWidth = width;
      setSpan((last) =>
        last.width === width && last.from === from && last.to === to ? last : { width, from, to },
      );
    };
    const observer = new ResizeObserver(measure);
    observer.observe(target);
    window.addEventListener('scroll', measure, { passive: true });
    window.addEventListener('resize', measure);
    measure();
    return () => {
      observer.disconnect();
      window.removeEventListener('scroll', measure);
      window.removeEventListener('resize', measure);
    };
  }, [element]);
  return span;
}
