import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { isOutdated, MARGIN, shiftOf } from './drawn-ground.ts';
import { gradeOf } from './land-grades.ts';
import styles from './Ground.module.css';
import type { MapView, Size } from './map-view.ts';
import type { Ground, GroundRequest } from './paint-land.ts';

interface LandCanvasProps {
  readonly view: MapView;
  readonly size: Size;
}

/**
 * Sea, land and borders. The outline ships with the app: no server of maps is asked. It is drawn beside the page, a little
 * further than the window reaches; until the next drawing is here, the last one is moved along.
 */
export function LandCanvas({ view, size }: LandCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const worker = useRef<Worker>(undefined);
  const asked = useRef<GroundRequest>(undefined);
  const [ground, setGround] = useState<Ground>();

  useEffect(() => {
    const started = new Worker(new URL('./land-worker.ts', import.meta.url), { type: 'module' });
    started.onmessage = ({ data }: MessageEvent<Ground>) => setGround(data);
    worker.current = started;
    return () => {
      asked.current = undefined;
      started.terminate();
    };
  }, []);

  useEffect(() => {
    const element = canvas.current;
    if (!element || size.width === 0) return;
    const wide = { width: size.width * (1 + 2 * MARGIN), height: size.height * (1 + 2 * MARGIN) };
    const last = asked.current;
    if (
      last?.size.width === wide.width &&
      last.size.height === wide.height &&
      !isOutdated(last.view, view, size)
    )
      return;
    const colours = getComputedStyle(element);
    const [land, border] = [colours.getPropertyValue('--land'), colours.getPropertyValue('--border')];
    const scale = Math.min(2, devicePixelRatio);
    asked.current = { grade: gradeOf(view.zoom), view, size: wide, scale, land, border };
    worker.current?.postMessage(asked.current);
  }, [view, size]);

  useLayoutEffect(() => {
    const element = canvas.current;
    if (!element || !ground) return;
    [element.width, element.height] = [ground.picture.width, ground.picture.height];
    element.getContext('bitmaprenderer')?.transferFromImageBitmap(ground.picture);
  }, [ground]);

  const shift = ground && shiftOf(ground.asked.view, view);
  return (
    <canvas
      ref={canvas}
      className={styles.land}
      style={
        shift && {
          width: ground.asked.size.width,
          height: ground.asked.size.height,
          transform: `translate(calc(-50% + ${shift.left}px), calc(-50% + ${shift.top}px)) scale(${shift.scale})`,
        }
      }
      aria-hidden
    />
  );
}
