import {
  useEffect,
  useMemo,
  useRef,
  useState,
  type FocusEvent,
  type KeyboardEvent,
  type RefObject,
} from 'react';
import { flushSync } from 'react-dom';
import {
  findLanding,
  findNeighbour,
  findTabStop,
  findTileAt,
  isArrow,
  linesOf,
} from '../grid/find-neighbour.ts';
import type { PlacedBucket, TimelineLayout } from '../grid/timeline-layout.ts';
import { STEP_PX } from '../grid/use-remeasure.ts';
import type { Span } from './drawn-span.ts';

interface GridKeys {
  readonly container: RefObject<HTMLElement | null>;
  readonly drawn: readonly PlacedBucket[];
  /** Of the timeline: what is in sight, and what lies so near that it is drawn. */
  readonly seen: Span;
  readonly around: Span;
  readonly timeline: TimelineLayout;
  readonly findY: () => number;
  readonly scrollToY: (y: number) => void;
}

/** Arrows step from tile to tile; PageUp, PageDown, Home and End jump. The focus goes along, and is never lost. */
export function useGridKeys({ container, drawn, seen, around, timeline, findY, scrollToY }: GridKeys) {
  const [focusedId, setFocusedId] = useState<string>();
  /** Where to put the focus once something is there. */
  const jump = useRef<number | undefined>(undefined);
  const hasFocus = useRef(false);
  const lines = useMemo(() => linesOf(drawn), [drawn]);
  // What is seen is told in steps: its first may lie above the window.
  const sight = seen.from > 0 ? seen.from + STEP_PX : seen.from;
  const tabStopId = findTabStop(lines, focusedId, { ...around, sight })?.id;

  const focus = (id: string, isNear: boolean) => {
    flushSync(() => setFocusedId(id));
    const tile = container.current?.querySelector<HTMLElement>(`[data-file="${id}"]`);
    tile?.focus({ preventScroll: true });
    if (isNear) tile?.scrollIntoView({ block: 'nearest' });
  };

  const land = () => {
    if (jump.current === undefined) return;
    // The timeline may have become less high since.
    const tile = findLanding(drawn, Math.min(jump.current, timeline.height - 1));
    if (!tile) return;
    jump.current = undefined;
    focus(tile.id, false);
  };

  useEffect(() => {
    const element = container.current;
    if (!element) return;
    queueMicrotask(land);
    // The tile that was focused has gone out of sight with its stretch: the keys still work from the grid itself.
    if (hasFocus.current && document.activeElement === document.body) element.focus({ preventScroll: true });
  });

  const press = (event: KeyboardEvent<HTMLElement>) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const from = (event.target as HTMLElement).dataset['file'];
    const y = findY();
    if (isArrow(event.key)) {
      const to = from === undefined ? findTileAt(lines, y)?.id : findNeighbour(lines, from, event.key);
      event.preventDefault();
      jump.current = undefined;
      if (to !== undefined) focus(to, true);
      return;
    }
    const target = jumpOf(event.key, y, timeline.height);
    if (target === undefined) return;
    event.preventDefault();
    jump.current = target.tile;
    scrollToY(target.scroll);
    // Where it is drawn already, nothing may be drawn anew.
    land();
  };

  return {
    tabStopId,
    handlers: {
      onKeyDown: press,
      onFocus: ({ target }: FocusEvent<HTMLElement>) => {
        hasFocus.current = true;
        if (target.dataset['file'] !== undefined) setFocusedId(target.dataset['file']);
      },
      onBlur: ({ relatedTarget }: FocusEvent<HTMLElement>) => {
        // Without another element it went with the tile, or to the page: the effect tells which.
        if (!relatedTarget || container.current?.contains(relatedTarget)) return;
        jump.current = undefined;
        hasFocus.current = false;
      },
      onPointerDown: () => {
        jump.current = undefined;
        hasFocus.current = false;
      },
    },
  };
}

/** Where a key leads: what to scroll to, and where the tile is that gets the focus. */
function jumpOf(key: string, y: number, height: number): { scroll: number; tile: number } | undefined {
  const screen = window.innerHeight * 0.8;
  const last = Math.max(0, height - window.innerHeight * 0.6);
  if (key === 'Home') return { scroll: -200, tile: 0 };
  if (key === 'End') return { scroll: last, tile: height - 20 };
  if (key === 'PageDown')
    return { scroll: Math.min(last, y + screen), tile: Math.min(height - 20, y + screen + 200) };
  if (key === 'PageUp') return { scroll: Math.max(-200, y - screen), tile: Math.max(0, y - screen + 200) };
  return undefined;
}
