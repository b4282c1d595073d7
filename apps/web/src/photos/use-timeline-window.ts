import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { decideBase, HIGHEST_PX } from './scroll-window.ts';
import type { TimelineLayout } from '../grid/timeline-layout.ts';
import { STEP_PX, useRemeasure } from '../grid/use-remeasure.ts';

export interface TimelineWindow {
  readonly width: number;
  /** What of the timeline is in the window, in whole steps. */
  readonly from: number;
  readonly to: number;
  /** Which part of the timeline the element stands for: `y` is drawn at `y - base`. */
  readonly base: number;
}

let lastWidth = 0;

/** An element's width and the part of a timeline that is seen in it. */
export function useTimelineWindow(element: RefObject<HTMLElement | null>, height: number) {
  const [seen, setSeen] = useState<TimelineWindow>({ width: lastWidth, from: 0, to: 0, base: 0 });
  const base = useRef(0);

  const measure = useCallback(() => {
    const target = element.current;
    if (!target) return;
    const { top, width } = target.getBoundingClientRect();
    const y = base.current - top;
    const next = decideBase(y, base.current, height);
    if (next !== base.current) {
      window.scrollBy(0, base.current - next);
      base.current = next;
    }
    lastWidth = width;
    const from = Math.floor(y / STEP_PX) * STEP_PX;
    const to = Math.ceil((y + window.innerHeight) / STEP_PX) * STEP_PX;
    setSeen((last) =>
      last.width === width && last.from === from && last.to === to && last.base === next
        ? last
        : { width, from, to, base: next },
    );
  }, [element, height]);

  useRemeasure(element, measure);

  /** What of the timeline is at the window's top. */
  const findY = useCallback(
    () => base.current - (element.current?.getBoundingClientRect().top ?? 0),
    [element],
  );
  const scrollToY = useCallback(
    (y: number) => {
      const target = element.current;
      if (!target) return;
      const last = Math.max(0, height - HIGHEST_PX);
      base.current = Math.min(last, decideBase(Math.max(0, y), base.current, height));
      const top = target.getBoundingClientRect().top + window.scrollY;
      window.scrollTo(0, top + y - base.current);
      measure();
    },
    [element, height, measure],
  );
  return { seen, findY, scrollToY, elementHeight: Math.min(height, HIGHEST_PX) };
}

interface Held {
  readonly key: string;
  /** From the stretch's top, as a share of its height. */
  readonly share: number;
}

/** Keeps what is looked at where it is when something above it turns out higher or lower, or comes and goes. */
export function useHeldPlace(timeline: TimelineLayout, findY: () => number, scrollToY: (y: number) => void) {
  const held = useRef<Held | undefined>(undefined);
  const latest = useRef(timeline);
  const hold = useCallback(() => {
    const y = findY();
    const { buckets } = latest.current;
    const place = buckets.findLast(({ top }) => top <= y);
    held.current = place && { key: place.bucket.key, share: (y - place.top) / Math.max(1, place.height) };
  }, [findY]);
  useEffect(() => {
    window.addEventListener('scroll', hold, { passive: true });
    return () => window.removeEventListener('scroll', hold);
  }, [hold]);
  useLayoutEffect(() => {
    const before = latest.current;
    latest.current = timeline;
    // At the very top what is new comes into sight.
    if (!held.current || before === timeline || findY() <= 0) return;
    const { key, share } = held.current;
    const was = before.buckets.find(({ bucket }) => bucket.key === key);
    const is = timeline.buckets.find(({ bucket }) => bucket.key === key);
    if (!was || !is) return;
    const shift = is.top + share * is.height - (was.top + share * was.height);
    if (Math.abs(shift) >= 1) scrollToY(is.top + share * is.height);
  }, [timeline, findY, scrollToY]);
}
