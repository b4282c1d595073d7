import { scaleLinear } from 'd3-scale';
import { area, curveLinear, curveStepAfter, line } from 'd3-shape';
import styles from './Curve.module.css';

export interface CurvePoint {
  readonly x: number;
  readonly y: number;
}

interface CurveProps {
  /** In the order of x. */
  readonly points: readonly CurvePoint[];
  /** Steps hold their value until the next point; a line goes straight to it. */
  readonly shape: 'steps' | 'line';
  readonly formatX: (x: number) => string;
  readonly formatY: (y: number) => string;
  /** Where the scale ends, if not at the highest point. */
  readonly mostY?: number;
}

const WIDTH = 1_000;
const HEIGHT = 200;
const MARKS_Y = 3;

/** How something goes over time or over a film. Only a picture: a table behind it has the figures. */
export function Curve({ points, shape, formatX, formatY, mostY }: CurveProps) {
  const first = points[0]?.x ?? 0;
  const last = points.at(-1)?.x ?? 1;
  const highest = mostY ?? Math.max(...points.map(({ y }) => y), Number.MIN_VALUE);
  const x = scaleLinear([first, last], [0, WIDTH]);
  const y = scaleLinear([0, highest], [HEIGHT, 0]);
  if (mostY === undefined) y.nice(MARKS_Y);
  const course = shape === 'steps' ? curveStepAfter : curveLinear;
  const marks = y.ticks(MARKS_Y);
  const filled = area<CurvePoint>(
    (at) => x(at.x),
    HEIGHT,
    (at) => y(at.y),
  ).curve(course);
  const drawn = line<CurvePoint>(
    (at) => x(at.x),
    (at) => y(at.y),
  ).curve(course);
  return (
    <div className={`${styles.curve} figures`} aria-hidden>
      <div className={styles.field}>
        {marks.map((mark) => (
          <span key={mark} className={styles.mark} style={{ bottom: `${100 - (100 * y(mark)) / HEIGHT}%` }}>
            {formatY(mark)}
          </span>
        ))}
        <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none">
          <path className={styles.area} d={filled(points) ?? ''} />
          <path className={styles.line} d={drawn(points) ?? ''} />
        </svg>
      </div>
      <div className={styles.ends}>
        <span>{formatX(first)}</span>
        <span>{formatX((first + last) / 2)}</span>
        <span>{formatX(last)}</span>
      </div>
    </div>
  );
}
