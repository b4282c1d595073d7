import { useEffect, useRef, type RefObject } from 'react';
import { useStable } from '../design/use-stable.ts';
import { isSteep, readGesture } from './read-gesture.ts';

interface StageGestures {
  /** What lies on the picture and has gestures of its own is left alone. */
  readonly isZoomed: () => boolean;
  readonly onTap: () => void;
  readonly onPullDown: () => void;
  readonly onPullUp: () => void;
}

/** Longer is a press, farther a swipe. */
const TAP_MS = 250;
const TAP_PX = 10;
/** A second tap within this makes one of two: that zooms. */
const SECOND_TAP_MS = 320;
/** The picture follows the finger, a little behind. */
const DRAG = 0.7;
const OWN_GESTURES = 'button, a, media-control-bar, media-time-range, input, [data-own-gestures]';

/** Taps and pulls on the stage; swipes and pinches are the lightbox's. */
export function useStageGestures(stage: RefObject<HTMLElement | null>, gestures: StageGestures): void {
  const tap = useRef<ReturnType<typeof setTimeout>>(undefined);
  const start = useRef<{ x: number; y: number; at: number; id: number }>(undefined);
  const fingers = useRef(0);

  const rest = () => {
    const element = stage.current;
    if (!element) return;
    element.style.translate = '';
    element.style.opacity = '';
  };
  const down = useStable((event: PointerEvent) => {
    fingers.current += 1;
    const isOwn = (event.target as Element).closest(OWN_GESTURES) !== null;
    const isWanted = fingers.current === 1 && !isOwn && event.button === 0;
    start.current = isWanted
      ? { x: event.clientX, y: event.clientY, at: event.timeStamp, id: event.pointerId }
      : undefined;
    if (!isWanted) rest();
  });
  const move = useStable((event: PointerEvent) => {
    const from = start.current;
    const element = stage.current;
    if (!from || !element || from.id !== event.pointerId || event.pointerType === 'mouse') return;
    const stroke = { dx: event.clientX - from.x, dy: event.clientY - from.y };
    const isPulled = !gestures.isZoomed() && isSteep(stroke) && stroke.dy > TAP_PX;
    element.style.translate = isPulled ? `0 ${stroke.dy * DRAG}px` : '';
    element.style.opacity = isPulled ? String(Math.max(0.4, 1 - stroke.dy / 600)) : '';
  });
  const up = useStable((event: PointerEvent) => {
    fingers.current = Math.max(0, fingers.current - 1);
    const from = start.current;
    start.current = undefined;
    rest();
    if (!from || from.id !== event.pointerId || event.type === 'pointercancel') return;
    const stroke = { dx: event.clientX - from.x, dy: event.clientY - from.y };
    const isShort = event.timeStamp - from.at < TAP_MS && Math.hypot(stroke.dx, stroke.dy) < TAP_PX;
    if (isShort) return countTap();
    if (gestures.isZoomed() || event.pointerType === 'mouse') return;
    const gesture = readGesture(stroke);
    if (gesture === 'pull-down') gestures.onPullDown();
    if (gesture === 'pull-up') gestures.onPullUp();
  });
  const countTap = () => {
    const isSecond = tap.current !== undefined;
    clearTimeout(tap.current);
    tap.current = isSecond
      ? undefined
      : setTimeout(() => {
          tap.current = undefined;
          gestures.onTap();
        }, SECOND_TAP_MS);
  };

  useEffect(() => {
    const element = stage.current;
    if (!element) return undefined;
    const ends = ['pointerup', 'pointercancel'] as const;
    // The lightbox keeps some of them for itself on their way up.
    element.addEventListener('pointerdown', down, true);
    window.addEventListener('pointermove', move, true);
    for (const end of ends) window.addEventListener(end, up, true);
    return () => {
      clearTimeout(tap.current);
      element.removeEventListener('pointerdown', down, true);
      window.removeEventListener('pointermove', move, true);
      for (const end of ends) window.removeEventListener(end, up, true);
    };
  }, [stage, down, move, up]);
}
