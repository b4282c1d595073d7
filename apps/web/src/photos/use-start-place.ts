import type { FileSummary } from '@hearth/contracts';
import { useEffect, useLayoutEffect, useRef } from 'react';
import { usePlace } from '../page/place.ts';
import { dayOf } from '../files/local-day.ts';
import { HIGHEST_PX } from './scroll-window.ts';
import { dayAt, topOfDay, type TimelineLayout } from '../grid/timeline-layout.ts';

interface StartPlace {
  readonly timeline: TimelineLayout;
  readonly viewed: FileSummary | undefined;
  readonly findY: () => number;
  readonly scrollToY: (y: number) => void;
  readonly isMeasured: boolean;
}

interface Remembered {
  readonly day: string;
  /** From where the day begins, in pixels. */
  readonly offset: number;
}

/** Frames. */
const MOST_TRIES = 120;

/**
 * Begins where one was: after a reload and when coming back from another page, at the day that was looked at; under a
 * file that is looked at, at that file.
 */
export function useStartPlace({ timeline, viewed, findY, scrollToY, isMeasured }: StartPlace): void {
  const { path, viewedId } = usePlace();
  const storageKey = `hearth.place ${path}`;
  const hasBegun = useRef(false);
  const shownId = useRef<string | undefined>(undefined);

  useLayoutEffect(() => {
    if (hasBegun.current || !isMeasured || viewedId !== undefined) return undefined;
    const place = readRemembered(storageKey);
    if (!place) {
      window.scrollTo(0, 0);
      hasBegun.current = true;
      return undefined;
    }
    // While the page's first styles are on their way the browser has no height to scroll through yet.
    let frame = 0;
    const begin = (triesLeft: number) => {
      const target = topOfDay(timeline, place.day) + place.offset;
      scrollToY(target);
      if (triesLeft > 0 && isPageShorterThan(timeline))
        frame = requestAnimationFrame(() => begin(triesLeft - 1));
      else hasBegun.current = true;
    };
    begin(MOST_TRIES);
    return () => cancelAnimationFrame(frame);
  }, [isMeasured, viewedId, storageKey, timeline, scrollToY]);

  useEffect(() => {
    if (!viewed || !isMeasured || viewed.id !== viewedId) return;
    const tile = findTile(timeline, viewed.id);
    if (shownId.current === viewed.id && hasBegun.current) return;
    if (tile === undefined && !hasBegun.current) scrollToY(topOfDay(timeline, dayOf(viewed)) - 200);
    if (tile === undefined) return;
    hasBegun.current = true;
    shownId.current = viewed.id;
    const y = findY();
    const isInSight = tile.top >= y + 100 && tile.top + tile.height <= y + window.innerHeight - 80;
    if (!isInSight) scrollToY(tile.top - (window.innerHeight - tile.height) / 2);
  }, [timeline, viewed, viewedId, isMeasured, findY, scrollToY]);

  useEffect(() => {
    const remember = () => {
      if (!hasBegun.current) return;
      const y = findY();
      const day = dayAt(timeline, y);
      if (day === undefined || y <= 0) sessionStorage.removeItem(storageKey);
      else sessionStorage.setItem(storageKey, JSON.stringify({ day, offset: y - topOfDay(timeline, day) }));
    };
    window.addEventListener('scrollend', remember);
    window.addEventListener('pagehide', remember);
    return () => {
      window.removeEventListener('scrollend', remember);
      window.removeEventListener('pagehide', remember);
    };
  }, [timeline, findY, storageKey]);
}

/** It scrolls only as far as it is high, and would stay short of the place. */
function isPageShorterThan({ height }: TimelineLayout): boolean {
  return document.documentElement.scrollHeight < Math.min(height, HIGHEST_PX);
}

function findTile(timeline: TimelineLayout, fileId: string) {
  for (const { top, layout } of timeline.buckets) {
    const tile = layout?.rows.flatMap(({ tiles }) => tiles).find(({ file }) => file.id === fileId);
    if (tile) return { top: top + tile.top, height: tile.height };
  }
  return undefined;
}

function readRemembered(key: string): Remembered | undefined {
  try {
    const { day, offset } = JSON.parse(sessionStorage.getItem(key) ?? '') as Partial<Remembered>;
    return typeof day === 'string' && typeof offset === 'number' ? { day, offset } : undefined;
  } catch {
    return undefined;
  }
}
