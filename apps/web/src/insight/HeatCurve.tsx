import { hasRole, heatmap, type FileSummary } from '@hearth/contracts';
import { useQuery } from '@tanstack/react-query';
import { formatClock } from '../design/format.ts';
import { request } from '../session/request.ts';
import { useSignedIn } from '../session/use-session.ts';
import styles from './HeatCurve.module.css';
import { INSIGHT_KEY } from './insight-updates.ts';

interface HeatCurveProps {
  readonly file: Pick<FileSummary, 'id' | 'uploadedBy' | 'durationSec'>;
  readonly onJump: (toSec: number) => void;
}

const BUCKETS = 100;
const HEIGHT = 24;

/** Which parts of a film are played most, as a quiet curve above its seek bar; the part that stands out is a place to jump to. */
export function HeatCurve({ file, onJump }: HeatCurveProps) {
  const { role, id } = useSignedIn();
  const maySee = hasRole(role, 'admin') || (hasRole(role, 'editor') && file.uploadedBy === id);
  const { data } = useQuery({
    queryKey: [...INSIGHT_KEY, 'heatmap', file.id],
    queryFn: () => request(heatmap, { query: { fileId: file.id, buckets: BUCKETS } }),
    enabled: maySee && file.durationSec !== null,
    retry: false,
    // The curve does not change under one's eyes.
    staleTime: Infinity,
  });
  if (!data || data.peak === 0) return null;
  return (
    <div className={styles.heat} data-curve>
      <svg viewBox={`0 0 ${BUCKETS} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden>
        <path d={pathOf(data.buckets.map(({ plays }) => plays / data.peak))} />
      </svg>
      {data.mostReplayed && (
        <button type="button" onClick={() => onJump(data.mostReplayed?.fromSec ?? 0)}>
          Most replayed · {formatClock(data.mostReplayed.fromSec)}
        </button>
      )}
    </div>
  );
}

/** Steps from bucket to bucket, closed along the ground. */
function pathOf(heights: readonly number[]): string {
  const steps = heights.map((share, at) => {
    const y = (HEIGHT * (1 - share)).toFixed(2);
    return `L${at} ${y} L${at + 1} ${y}`;
  });
  return `M0 ${HEIGHT} ${steps.join(' ')} L${heights.length} ${HEIGHT} Z`;
}
