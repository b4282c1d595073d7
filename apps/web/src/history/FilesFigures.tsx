import type { OutputOf, personInsight } from '@hearth/contracts';
import { Link } from 'wouter';
import { FileName } from '../design/FileName.tsx';
import { countOf, formatAgo, formatDuration } from '../design/format.ts';
import { Card } from '../insight/Card.tsx';
import styles from '../insight/FigureList.module.css';
import { HOW_COUNTED } from '../insight/how-counted.ts';
import { HowCounted } from '../insight/HowCounted.tsx';

interface FilesFiguresProps {
  readonly files: OutputOf<typeof personInsight>['files'];
  readonly csv: string;
}

/** What somebody had, that first which they watched longest. */
export function FilesFigures({ files, csv }: FilesFiguresProps) {
  return (
    <Card title="What" error={null} isReady onRetry={() => undefined}>
      {files.length === 0 && <p className="hint">Nothing in this time.</p>}
      <ul className={styles.list}>
        {files.map(({ fileId, name, streams, downloads, watchTimeSec, lastAt }) => (
          <li key={fileId} className={styles.item}>
            <Link href={`/insight/files/${fileId}`}>
              {name === null ? 'Unknown file' : <FileName name={name} />}
            </Link>
            <span className={`${styles.soft} figures`}>
              {[
                ...(watchTimeSec > 0 ? [formatDuration(watchTimeSec)] : []),
                ...(streams > 0 ? [countOf(streams, 'stream')] : []),
                ...(downloads > 0 ? [countOf(downloads, 'download')] : []),
                formatAgo(lastAt),
              ].join(' · ')}
            </span>
          </li>
        ))}
      </ul>
      <HowCounted csv={csv}>
        {HOW_COUNTED.watched} {HOW_COUNTED.streams}
      </HowCounted>
    </Card>
  );
}
