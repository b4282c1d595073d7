import type { FileSummary } from '@hearth/contracts';
import { useEffect, type RefObject } from 'react';
import type { FileSelection } from './file-selection.ts';

const LONG_MS = 420;
/** A finger that moves further than this wants to scroll. */
const STILL_PX = 10;
const EDGE_PX = 90;
const EDGE_STEP_PX = 14;

/** A long touch picks a file; drawn along, all up to where the finger is. At the window's edges the page goes along. */
export function useLongPress(
  container: RefObject<HTMLElement | null>,
  selection: FileSelection,
  find: (fileId: string) => FileSummary | undefined,
  range: (fromId: string, toId: string) => readonly FileSummary[],
): void {
  useEffect(() => {
    const element = container.current;
    if (!element) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let scrolling: ReturnType<typeof setInterval> | undefined;
    let start: { x: number; y: number; id: string } | undefined;
    let drawing: { fromId: string; before: readonly FileSummary[] } | undefined;
    let finger = { x: 0, y: 0 };

    const extend = () => {
      const id = fileIdAt(finger.x, finger.y);
      if (!drawing || id === undefined) return;
      selection.clear();
      selection.add([...drawing.before, ...range(drawing.fromId, id)]);
    };
    const begin = () => {
      const file = start && find(start.id);
      if (!file) return;
      drawing = { fromId: file.id, before: [...selection.getFiles().values()] };
      selection.add([file]);
      navigator.vibrate?.(12);
      scrolling = setInterval(() => {
        const step = edgeStep(finger.y);
        if (step === 0) return;
        window.scrollBy(0, step);
        extend();
      }, 16);
    };
    const end = () => {
      clearTimeout(timer);
      clearInterval(scrolling);
      start = undefined;
      // The click that follows the touch must not open what was just picked.
      setTimeout(() => (drawing = undefined), 0);
    };
    const down = (event: TouchEvent) => {
      const touch = event.touches[0];
      const id = touch && fileIdAt(touch.clientX, touch.clientY);
      if (event.touches.length !== 1 || !touch || id === undefined) return end();
      finger = { x: touch.clientX, y: touch.clientY };
      start = { ...finger, id };
      timer = setTimeout(begin, LONG_MS);
    };
    const move = (event: TouchEvent) => {
      const touch = event.touches[0];
      if (!touch || !start) return;
      finger = { x: touch.clientX, y: touch.clientY };
      if (drawing) {
        event.preventDefault();
        extend();
      } else if (Math.hypot(finger.x - start.x, finger.y - start.y) > STILL_PX) end();
    };
    const swallow = (event: MouseEvent) => {
      if (!drawing) return;
      event.preventDefault();
      event.stopPropagation();
    };
    element.addEventListener('touchstart', down, { passive: true });
    element.addEventListener('touchmove', move, { passive: false });
    element.addEventListener('touchend', end);
    element.addEventListener('touchcancel', end);
    element.addEventListener('click', swallow, { capture: true });
    element.addEventListener('contextmenu', swallow);
    return () => {
      end();
      element.removeEventListener('touchstart', down);
      element.removeEventListener('touchmove', move);
      element.removeEventListener('touchend', end);
      element.removeEventListener('touchcancel', end);
      element.removeEventListener('click', swallow, { capture: true });
      element.removeEventListener('contextmenu', swallow);
    };
  }, [container, selection, find, range]);
}

function fileIdAt(x: number, y: number): string | undefined {
  const tile = document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-file]');
  return tile?.dataset['file'];
}

function edgeStep(y: number): number {
  if (y < EDGE_PX) return -EDGE_STEP_PX;
  return y > window.innerHeight - EDGE_PX ? EDGE_STEP_PX : 0;
}
