import { useQuery } from '@tanstack/react-query';
import { useLayoutEffect, useRef } from 'react';
import { gradeOf, loadLand } from './land.ts';
import styles from './MapPage.module.css';
import { worldPx, type MapView, type Size } from './map-view.ts';

interface LandCanvasProps {
  readonly view: MapView;
  readonly size: Size;
}

/** Sea, land and borders. The outline ships with the app: no server of maps is asked. */
export function LandCanvas({ view, size }: LandCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const grade = gradeOf(view.zoom);
  const { data: land } = useQuery({
    queryKey: ['land', grade],
    queryFn: ({ signal }) => loadLand(grade, signal),
    staleTime: Infinity,
    placeholderData: (previous) => previous,
  });
  useLayoutEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context || !land || size.width === 0) return;
    const scale = Math.min(2, devicePixelRatio);
    const colours = getComputedStyle(element);
    element.width = size.width * scale;
    element.height = size.height * scale;
    const px = worldPx(view.zoom);
    const [halfX, halfY] = [size.width / 2 / px, size.height / 2 / px];
    // The world goes round: its neighbours to the left and right may be in sight, too.
    for (const turn of [-1, 0, 1]) {
      const x = view.x - turn;
      const [left, top] = [size.width / 2 - x * px, size.height / 2 - view.y * px];
      context.setTransform(px * scale, 0, 0, px * scale, left * scale, top * scale);
      context.fillStyle = colours.getPropertyValue('--land');
      for (const { path, west, east, north, south } of land.pieces) {
        const isInSight =
          east >= x - halfX && west <= x + halfX && south >= view.y - halfY && north <= view.y + halfY;
        if (isInSight) context.fill(path);
      }
      context.strokeStyle = colours.getPropertyValue('--border');
      context.lineWidth = 1 / px;
      context.stroke(land.borders);
    }
  }, [land, view, size]);
  return <canvas ref={canvas} className={styles.land} aria-hidden />;
}
