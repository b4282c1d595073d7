import { heatmap, type FileId } from '@hearth/contracts';
import { useQuery } from '@tanstack/react-query';
import { Curve } from '../charts/Curve.tsx';
import { FigureTable } from '../charts/FigureTable.tsx';
import { formatClock } from '../design/format.ts';
import { Card } from '../insight/Card.tsx';
import { HowCounted } from '../insight/HowCounted.tsx';
import { INSIGHT_KEY } from '../insight/insight-updates.ts';
import { request } from '../session/request.ts';

const BUCKETS = 100;
const ROWS = 20;

/** Which parts of a film are played most. */
export function FileHeat({ fileId }: { readonly fileId: FileId }) {
  const figures = useQuery({
    queryKey: [...INSIGHT_KEY, 'heatmap', fileId],
    queryFn: () => request(heatmap, { query: { fileId, buckets: BUCKETS } }),
    retry: false,
  });
  const found = figures.data;
  const buckets = found?.buckets ?? [];
  const last = buckets.at(-1);
  return (
    <Card
      title="Which parts are played most"
      error={figures.error}
      isReady={found !== undefined}
      onRetry={() => void figures.refetch()}
    >
      {found && (found.peak === 0 || !last) && <p className="hint">Nobody has played it yet.</p>}
      {found && found.peak > 0 && last && (
        <>
          {found.mostReplayed && (
            <p>
              Most replayed: {formatClock(found.mostReplayed.fromSec)} to{' '}
              {formatClock(found.mostReplayed.toSec)}
            </p>
          )}
          <Curve
            shape="steps"
            points={[
              ...buckets.map(({ fromSec, plays }) => ({ x: fromSec, y: plays })),
              { x: last.toSec, y: last.plays },
            ]}
            formatX={formatClock}
            formatY={(plays) => `${plays} ×`}
          />
          <FigureTable
            caption="How often each part was played"
            columns={['From', 'To', 'Played']}
            rows={inRows(buckets).map(({ fromSec, toSec, plays }) => [
              formatClock(fromSec),
              formatClock(toSec),
              `${plays} ×`,
            ])}
          />
        </>
      )}
      <HowCounted csv={`${heatmap.path}?fileId=${fileId}&buckets=1000&format=csv`}>
        {found?.source === 'estimated'
          ? 'Nobody played it with our player: the curve is reckoned by the bytes that went out to others.'
          : 'How often our player played each part, by everybody and of all time; what is rewound to counts again.'}
      </HowCounted>
    </Card>
  );
}

interface Part {
  readonly fromSec: number;
  readonly toSec: number;
  readonly plays: number;
}

/** Few enough to be read out. */
function inRows(buckets: readonly Part[]): Part[] {
  const size = Math.ceil(buckets.length / ROWS);
  return Array.from({ length: Math.ceil(buckets.length / size) }, (_, row) => {
    const part = buckets.slice(row * size, (row + 1) * size);
    const plays = part.reduce((sum, bucket) => sum + bucket.plays, 0) / part.length;
    return {
      fromSec: part[0]?.fromSec ?? 0,
      toSec: part.at(-1)?.toSec ?? 0,
      plays: Math.round(plays * 100) / 100,
    };
  });
}
