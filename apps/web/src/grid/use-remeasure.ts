import { useLayoutEffect, type RefObject } from 'react';

/** Steps, so that scrolling draws anew a few times a second and not sixty. */
export const STEP_PX = 240;

/** Measures at first, and whenever the page is scrolled or the element or the window has another size. */
export function useRemeasure(element: RefObject<HTMLElement | null>, measure: () => void): void {
  useLayoutEffect(() => {
    const target = element.current;
    if (!target) return undefined;
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
  }, [element, measure]);
}
