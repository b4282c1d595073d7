import { useEffect, useState, type RefObject } from 'react';
import type { Size } from './map-view.ts';

const NO_SIZE: Size = { width: 0, height: 0 };

/** How large an element is, in pixels; nothing before it was drawn. */
export function useSize(element: RefObject<HTMLElement | null>): Size {
  const [size, setSize] = useState(NO_SIZE);
  useEffect(() => {
    const measured = element.current;
    if (!measured) return undefined;
    const observer = new ResizeObserver(() =>
      setSize({ width: measured.clientWidth, height: measured.clientHeight }),
    );
    observer.observe(measured);
    return () => observer.disconnect();
  }, [element]);
  return size;
}
