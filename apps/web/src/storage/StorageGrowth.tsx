import { Curve } from '../charts/Curve.tsx';
import { FigureTable } from '../charts/FigureTable.tsx';
import { formatBytes, formatDay } from '../design/format.ts';
import type { Summary } from './storage-parts.ts';

/** How the library grew in the last ninety days. */
export function StorageGrowth({ growth }: { readonly growth: Summary['growth'] }) {
  const last = growth.at(-1);
  if (!last || growth.length < 2) return null;
  const points = growth.map(({ day, totalBytes }) => ({ x: Date.parse(day), y: totalBytes }));
  return (
    <div>
      <h3>Growth</h3>
      <Curve
        shape="steps"
        points={[...points, { x: Math.max(Date.now(), Date.parse(last.day)), y: last.totalBytes }]}
        formatX={(at) => formatDay(new Date(at).toISOString())}
        formatY={formatBytes}
      />
      <FigureTable
        caption="How much came and went on each day"
        columns={['Day', 'Came', 'Went', 'In all']}
        rows={growth
          .toReversed()
          .map(({ day, addedBytes, removedBytes, totalBytes }) => [
            formatDay(day),
            formatBytes(addedBytes),
            formatBytes(removedBytes),
            formatBytes(totalBytes),
          ])}
      />
    </div>
  );
}
