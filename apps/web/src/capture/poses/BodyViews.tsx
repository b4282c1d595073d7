import type { getPoses, OutputOf } from '@hearth/contracts';
import { useMemo, useState } from 'react';
import styles from './BodyViews.module.css';
import { BONES, boundsOf, placeOnPicture, type Turn } from './skeleton.ts';

type Poses = OutputOf<typeof getPoses>;

/** The body in space at one moment; a finger or the arrow keys turn it. */
export function SkeletonView({ poses, index }: { readonly poses: Poses; readonly index: number }) {
  const [turn, setTurn] = useState<Turn>({ yaw: 0.4, pitch: 0.15 });
  const { centre, radius } = useMemo(() => boundsOf(poses.frames), [poses]);
  const { names, frames } = poses;
  const places =
    frames[index]?.points.map((point) => point && placeOnPicture(point, centre, 44 / (radius || 1), turn)) ??
    [];
  const at = (name: string) => places[names.indexOf(name)];
  const by = (yaw: number, pitch: number) =>
    setTurn((old) => ({ yaw: old.yaw + yaw, pitch: Math.max(-1.4, Math.min(1.4, old.pitch + pitch)) }));
  return (
    <svg
      className={styles.skeleton}
      viewBox="0 0 100 100"
      role="img"
      tabIndex={0}
      aria-label="Skeleton. Drag or use the arrow keys to turn it."
      onPointerDown={({ currentTarget, pointerId }) => currentTarget.setPointerCapture(pointerId)}
      onPointerMove={({ buttons, movementX, movementY }) =>
        buttons > 0 && by(movementX / 120, movementY / 120)
      }
      onKeyDown={({ key }) => {
        if (key === 'ArrowLeft') by(-0.15, 0);
        if (key === 'ArrowRight') by(0.15, 0);
        if (key === 'ArrowUp') by(0, -0.15);
        if (key === 'ArrowDown') by(0, 0.15);
      }}
    >
      {BONES.map(([from, to]) => {
        const [a, b] = [at(from), at(to)];
        return (
          a &&
          b && <line key={from + to} x1={a[0]} y1={a[1]} x2={b[0]} y2={b[1]} data-side={from.split('_')[0]} />
        );
      })}
      {places.map(
        (place, point) => place && <circle key={names[point]} cx={place[0]} cy={place[1]} r={1.1} />,
      )}
    </svg>
  );
}

const SHOWN = ['left_knee', 'right_knee', 'left_hip', 'right_hip', 'left_elbow', 'right_elbow'] as const;

/** The angles of the joints over the whole take, with the moment that is shown. */
export function AngleChart({ poses, index }: { readonly poses: Poses; readonly index: number }) {
  const { frames } = poses;
  return (
    <ul className={styles.angles}>
      {SHOWN.filter((joint) => frames.some(({ angles }) => angles[joint] != null)).map((joint) => (
        <li key={joint}>
          <span>{joint.replace('_', ' ')}</span>
          <svg viewBox={`0 0 ${Math.max(1, frames.length - 1)} 180`} preserveAspectRatio="none" aria-hidden>
            <polyline
              points={frames
                .flatMap(({ angles }, at) => (angles[joint] == null ? [] : [`${at},${180 - angles[joint]}`]))
                .join(' ')}
              vectorEffect="non-scaling-stroke"
            />
            <line x1={index} x2={index} y1={0} y2={180} vectorEffect="non-scaling-stroke" />
          </svg>
          <strong className="figures">{frames[index]?.angles[joint]?.toFixed(0) ?? '–'}°</strong>
        </li>
      ))}
    </ul>
  );
}
