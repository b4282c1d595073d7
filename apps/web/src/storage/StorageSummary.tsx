import { storageSummary } from '@hearth/contracts';
import { useQuery } from '@tanstack/react-query';
import { ArrowLeft } from 'lucide-react';
import { useState } from 'react';
import { Sums } from '../charts/Sums.tsx';
import { useDevices } from '../devices/use-devices.ts';
import { countOf, formatBytes } from '../design/format.ts';
import { visibleText } from '../design/visible-text.ts';
import { Card } from '../insight/Card.tsx';
import { HowCounted } from '../insight/HowCounted.tsx';
import { INSIGHT_KEY } from '../insight/insight-updates.ts';
import { request } from '../session/request.ts';
import { STORAGE_BY, storagePartsOf, type StorageBy, type Summary } from './storage-parts.ts';
import { StorageGrowth } from './StorageGrowth.tsx';
import { StorageParts } from './StorageParts.tsx';
import styles from './StorageSummary.module.css';

const BY_WORDS: Record<StorageBy, string> = { type: 'By type', device: 'By device', folder: 'By folder' };

/** How much the library holds, of what, from whom and where; how it grows, and how long the disk lasts. */
export function StorageSummary() {
  const [by, setBy] = useState<StorageBy>('type');
  const [under, setUnder] = useState('');
  const devices = useDevices();
  const figures = useQuery({
    queryKey: [...INSIGHT_KEY, 'storage', under],
    queryFn: () => request(storageSummary, { query: { under } }),
    placeholderData: (previous) => previous,
  });
  const summary = figures.data;
  const nameOf = (id: string) => devices.data?.items.find((device) => device.id === id)?.name;
  return (
    <Card
      title="Storage"
      error={figures.error}
      isReady={summary !== undefined}
      onRetry={() => void figures.refetch()}
    >
      {summary && (
        <div className={styles.parts}>
          <Sums sums={sumsOf(summary)} />
          <div className={styles.by} role="group" aria-label="Cut by">
            {STORAGE_BY.map((one) => (
              <button
                key={one}
                type="button"
                className="chip"
                aria-pressed={one === by}
                onClick={() => {
                  setBy(one);
                  setUnder('');
                }}
              >
                {BY_WORDS[one]}
              </button>
            ))}
          </div>
          {by === 'folder' && under !== '' && (
            <button
              type="button"
              className={styles.up}
              onClick={() => setUnder(under.slice(0, Math.max(0, under.lastIndexOf('/'))))}
            >
              <ArrowLeft size={18} aria-hidden /> Up from {visibleText(under)}
            </button>
          )}
          <StorageParts
            key={`${by} ${under}`}
            parts={storagePartsOf(summary, by, under, nameOf)}
            onOpen={setUnder}
          />
          <StorageGrowth growth={summary.growth} />
          <HowCounted
            csv={`${storageSummary.path}?format=csv&under=${encodeURIComponent(under)}`}
            further={{ label: 'CSV of days', href: `${storageSummary.path}?table=growth&format=csv` }}
          >
            Files that are in the library now, by their size; what lies in the bin is none of them. A folder
            counts with all below it. A file came on the day on which the library got it, by the house’s
            clock.
          </HowCounted>
        </div>
      )}
    </Card>
  );
}

function sumsOf({ totalBytes, totalFiles, freeBytes, daysUntilFull }: Summary) {
  return [
    {
      label: 'In all',
      value: formatBytes(totalBytes),
      how: `${countOf(totalFiles, 'file')} in the library.`,
    },
    ...(freeBytes === null
      ? []
      : [{ label: 'Free', value: formatBytes(freeBytes), how: 'What is free on the library’s disk.' }]),
    {
      label: 'Full in',
      value: daysUntilFull === null ? '–' : countOf(Math.round(daysUntilFull), 'day'),
      how:
        'What is free, by what came and stayed in the last 30 days; without the first day, on which all came in that was ' +
        'there before. Told after a week, and not beyond ten years.',
    },
  ];
}
