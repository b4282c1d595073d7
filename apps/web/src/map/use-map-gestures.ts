import { useEffect, useRef, type KeyboardEvent, type PointerEvent, type RefObject } from 'react';
import { useStable } from '../design/use-stable.ts';
import { movedBy, zoomedAt, type MapView, type Size } from '../ground/map-view.ts';

interface Gestures {
  readonly map: RefObject<HTMLElement | null>;
  readonly view: MapView;
  readonly size: Size;
  readonly onView: (view: MapView) => void;
}

const STEP_PX = 120;
const KEY_MOVES: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [STEP_PX, 0],
  ArrowRight: [-STEP_PX, 0],
  ArrowUp: [0, STEP_PX],
  ArrowDown: [0, -STEP_PX],
};
const KEY_ZOOMS: Readonly<Record<string, number>> = { '+': 1, '=': 1, '-': -1 };
/** A finger that moved less has tapped. */
const TAP_PX = 6;

/** Drag, pinch, wheel and keys. */
export function useMapGestures({ map, view, size, onView }: Gestures) {
  const fingers = useRef(new Map<number, { x: number; y: number }>());
  const dragged = useRef(0);
  const wheel = useStable((event: WheelEvent) => {
    event.preventDefault();
    const { left, top } = (event.currentTarget as HTMLElement).getBoundingClientRect();
    const by = -event.deltaY / (event.ctrlKey ? 60 : 240);
    onView(zoomedAt(view, size, Math.max(-1, Math.min(1, by)), event.clientX - left, event.clientY - top));
  });
  useEffect(() => {
    const element = map.current;
    // React listens passively, and the page would scroll along.
    element?.addEventListener('wheel', wheel, { passive: false });
    return () => element?.removeEventListener('wheel', wheel);
  }, [map, wheel]);

  const move = (event: PointerEvent<HTMLElement>) => {
    const before = fingers.current.get(event.pointerId);
    if (!before) return;
    const [dx, dy] = [event.clientX - before.x, event.clientY - before.y];
    dragged.current += Math.abs(dx) + Math.abs(dy);
    // Only now: a tap belongs to the bubble under it.
    if (dragged.current > TAP_PX) event.currentTarget.setPointerCapture(event.pointerId);
    const other = [...fingers.current].find(([id]) => id !== event.pointerId)?.[1];
    fingers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (!other) return onView(movedBy(view, size, dx, dy));
    const apart = (x: number, y: number) => Math.max(1, Math.hypot(x - other.x, y - other.y));
    const by = Math.log2(apart(event.clientX, event.clientY) / apart(before.x, before.y));
    const { left, top } = event.currentTarget.getBoundingClientRect();
    const moved = movedBy(view, size, dx / 2, dy / 2);
    onView(
      zoomedAt(moved, size, by, (event.clientX + other.x) / 2 - left, (event.clientY + other.y) / 2 - top),
    );
  };
  const release = ({ pointerId }: PointerEvent) => fingers.current.delete(pointerId);
  return {
    onPointerDown: (event: PointerEvent) => {
      if (fingers.current.size === 0) dragged.current = 0;
      fingers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
    },
    onPointerMove: move,
    onPointerUp: release,
    onPointerCancel: release,
    onClickCapture: (event: { stopPropagation(): void }) => {
      if (dragged.current > TAP_PX) event.stopPropagation();
    },
    onKeyDown: (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const way = KEY_MOVES[event.key];
      const by = KEY_ZOOMS[event.key];
      if (way) onView(movedBy(view, size, ...way));
      else if (by !== undefined) onView(zoomedAt(view, size, by, size.width / 2, size.height / 2));
      else return;
      event.preventDefault();
    },
  };
}
