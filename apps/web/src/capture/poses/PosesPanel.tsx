import {
  COCO_KEYPOINTS,
  getCalibration,
  getKeypoints,
  getPoses,
  urlOf,
  type Take,
  type TakeManifest,
} from '@hearth/contracts';
import { useQueries, useQuery } from '@tanstack/react-query';
import { Bone, Grid3x3, Printer } from 'lucide-react';
import { Link } from 'wouter';
import { Complaint } from '../../design/Complaint.tsx';
import { request } from '../../session/request.ts';
import { Replay } from '../takes/Replay.tsx';
import type { Films } from '../takes/use-films.ts';
import { AngleChart, SkeletonView } from './BodyViews.tsx';
import { EarlierCameras } from './EarlierCameras.tsx';
import styles from './PosesPanel.module.css';
import { BONES } from './skeleton.ts';
import { usePoseWork } from './use-pose-work.ts';

interface PosesPanelProps {
  readonly take: Take;
  readonly manifest: TakeManifest;
}

/** Replay with what is known of the body, and how to know more. */
export default function PosesPanel({ take, manifest }: PosesPanelProps) {
  const { hasKeypoints, isCalibrated } = take;
  const keypoints = useQueries({
    queries: manifest.devices.map(({ id: deviceId }) => ({
      queryKey: ['capture', 'take', take.id, 'keypoints', deviceId],
      queryFn: async () => {
        const { frames } = await request(getKeypoints, { params: { id: take.id }, query: { deviceId } });
        return new Map(frames.map(({ frame, keypoints: points }) => [frame, points]));
      },
      enabled: hasKeypoints,
    })),
  });
  const poses = useQuery({
    queryKey: ['capture', 'take', take.id, 'poses'],
    queryFn: () => request(getPoses, { params: { id: take.id }, query: {} }),
    enabled: hasKeypoints && isCalibrated && manifest.devices.length > 1,
  });
  const overlay = (device: number, { group }: Films) => {
    const frame = manifest.groups[group]?.[1][device];
    const points = frame == null ? undefined : keypoints[device]?.data?.get(frame);
    const { w, h } = manifest.devices[device] ?? {};
    return points && <Overlay points={points} width={w ?? 1280} height={h ?? 720} />;
  };
  return (
    <>
      <Replay
        take={take}
        manifest={manifest}
        {...(hasKeypoints && { overlay })}
        {...(poses.data && { beside: ({ group }: Films) => <Beside poses={poses.data} index={group} /> })}
      />
      <Work take={take} manifest={manifest} />
    </>
  );
}

function Beside({
  poses,
  index,
}: {
  readonly poses: NonNullable<Parameters<typeof SkeletonView>[0]['poses']>;
  readonly index: number;
}) {
  return (
    <>
      <SkeletonView poses={poses} index={index} />
      <details className={styles.angles}>
        <summary>Joint angles</summary>
        <AngleChart poses={poses} index={index} />
      </details>
    </>
  );
}

function Overlay({
  points,
  width,
  height,
}: {
  readonly points: readonly [number, number, number][];
  readonly width: number;
  readonly height: number;
}) {
  const at = (name: (typeof COCO_KEYPOINTS)[number] | string) => {
    const point = points[COCO_KEYPOINTS.indexOf(name as never)];
    return point && point[2] >= 0.3 ? point : undefined;
  };
  return (
    <svg viewBox={`0 0 ${width} ${height}`} className={styles.overlay} aria-hidden>
      {BONES.map(([from, to]) => {
        const [a, b] = [at(from), at(to)];
        return a && b && <line key={from + to} x1={a[0]} y1={a[1]} x2={b[0]} y2={b[1]} />;
      })}
    </svg>
  );
}

function Work({ take, manifest }: PosesPanelProps) {
  const { progress, calibrate, detect, stop } = usePoseWork(take, manifest);
  const calibration = useQuery({
    queryKey: ['capture', 'take', take.id, 'calibration'],
    queryFn: () => request(getCalibration, { params: { id: take.id } }),
    enabled: take.isCalibrated,
  });
  const isFiled = take.files.every(({ id }) => id !== null);
  const formats = [
    ['trc', 'OpenSim (TRC)'],
    ['csv', 'Table (CSV)'],
    ['json', 'JSON'],
  ] as const;
  return (
    <section className="panel" aria-labelledby="body">
      <h2 id="body">The body</h2>
      {progress !== undefined ? (
        <div className={styles.progress}>
          <progress aria-label="How far" value={progress} />
          <span className="figures">{Math.round(progress * 100)}%</span>
          <button type="button" className="button" onClick={stop}>
            Stop
          </button>
        </div>
      ) : (
        <div className={styles.buttons}>
          <button
            type="button"
            className="button"
            disabled={!isFiled || detect.isPending}
            onClick={() => detect.mutate()}
          >
            <Bone size={18} aria-hidden />{' '}
            {detect.isPending ? 'Loading…' : take.hasKeypoints ? 'Find the body again' : 'Find the body'}
          </button>
          {manifest.devices.length > 1 && (
            <button
              type="button"
              className="button"
              disabled={!isFiled || calibrate.isPending}
              onClick={() => calibrate.mutate()}
            >
              <Grid3x3 size={18} aria-hidden /> Calibrate from this take
            </button>
          )}
          <Link href="/capture/board" className="button">
            <Printer size={18} aria-hidden /> Board to print
          </Link>
        </div>
      )}
      <Complaint error={detect.error ?? calibrate.error} />
      {calibration.data && (
        <ul className="hint">
          {calibration.data.cameras.map(({ deviceId, reprojectionErrorPx }) => (
            <li key={deviceId}>
              {manifest.devices.find(({ id }) => id === deviceId)?.label ?? deviceId}: calibrated
              {reprojectionErrorPx !== undefined && `, off by ${reprojectionErrorPx.toFixed(2)} pixels`}
            </li>
          ))}
        </ul>
      )}
      {!take.isCalibrated && manifest.devices.length > 1 && (
        <>
          <p className="hint">
            For a body in space the phones must know where they stand: film the printed board once with all of
            them. It holds for all takes of the session.
          </p>
          <EarlierCameras take={take} />
        </>
      )}
      {take.hasKeypoints && take.isCalibrated && (
        <div className={styles.buttons}>
          {formats.map(([format, label]) => (
            <a
              key={format}
              className="button"
              href={urlOf(getPoses, { params: { id: take.id }, query: { format } })}
              download={`poses.${format}`}
            >
              {label}
            </a>
          ))}
        </div>
      )}
    </section>
  );
}
