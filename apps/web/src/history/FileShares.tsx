import { hasRole } from '@hearth/contracts';
import { Link } from 'wouter';
import { countOf } from '../design/format.ts';
import { visibleText } from '../design/visible-text.ts';
import { Card } from '../insight/Card.tsx';
import styles from '../insight/FigureList.module.css';
import { HowCounted } from '../insight/HowCounted.tsx';
import { useSignedIn } from '../session/use-session.ts';
import { useShares } from '../shares/use-shares.ts';

interface FileSharesProps {
  readonly shares: readonly {
    readonly shareId: string;
    readonly streams: number;
    readonly downloads: number;
  }[];
  readonly csv: string;
}

/** Through which links guests had it. */
export function FileShares({ shares, csv }: FileSharesProps) {
  const { role } = useSignedIn();
  return (
    <Card title="By share links" error={null} isReady onRetry={() => undefined}>
      <ul className={styles.list}>
        {shares.map(({ shareId, streams, downloads }) => (
          <li key={shareId} className={styles.item}>
            {hasRole(role, 'editor') ? <ShareName shareId={shareId} /> : <span>A link</span>}
            <span className={`${styles.soft} figures`}>
              {countOf(streams, 'stream')} · {countOf(downloads, 'download')}
            </span>
          </li>
        ))}
      </ul>
      <HowCounted csv={csv}>
        Streams and downloads of guests who came by a link, as long as single accesses are kept. Who a guest
        is, nobody knows.
      </HowCounted>
    </Card>
  );
}

function ShareName({ shareId }: { readonly shareId: string }) {
  const { shares } = useShares();
  const share = shares.find(({ id }) => id === shareId);
  return <Link href="/shares">{share?.label ? visibleText(share.label) : 'A link without a name'}</Link>;
}
