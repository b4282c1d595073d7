import type { FileId } from '@hearth/contracts';
import { Curve } from '../charts/Curve.tsx';
import { FigureTable } from '../charts/FigureTable.tsx';
import { formatClock } from '../design/format.ts';
import { Card } from '../insight/Card.tsx';
import { HowCounted } from '../insight/HowCounted.tsx';
import { percent } from '../insight/percent.ts';

interface DropOffProps {
  readonly fileId: FileId;
  readonly points: readonly { readonly atSec: number; readonly share: number }[];
  readonly isOwn: boolean;
}

/** How many of those who began were still there. */
export function DropOff({ fileId, points, isOwn }: DropOffProps) {
  return (
    <Card
      title={isOwn ? 'How far you got' : 'How far people got'}
      error={null}
      isReady
      onRetry={() => undefined}
    >
      <Curve
        shape="line"
        points={points.map(({ atSec, share }) => ({ x: atSec, y: share }))}
        mostY={1}
        formatX={formatClock}
        formatY={percent}
      />
      <FigureTable
        caption="How many of the viewers got how far"
        columns={['At', 'Still there']}
        rows={points.map(({ atSec, share }) => [formatClock(atSec), percent(share)])}
      />
      <HowCounted csv={`/api/analytics/files/${fileId}?table=dropOff&format=csv`}>
        By the furthest second that each person ever reached in our player, of all time. Where the curve
        falls, people stopped.
      </HowCounted>
    </Card>
  );
}
