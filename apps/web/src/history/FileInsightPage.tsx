import { fileId, fileInsight, hasRole, type FileId, type OutputOf, type Range } from '@hearth/contracts';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { NotFoundPage } from '../page/NotFoundPage.tsx';
import { PageSkeleton } from '../page/PageSkeleton.tsx';
import type { PageProps } from '../page/page-props.ts';
import { useScrollMemory } from '../page/use-scroll-memory.ts';
import { useTitle } from '../page/use-title.ts';
import { Sums, type Sum } from '../charts/Sums.tsx';
import { formatClock } from '../design/format.ts';
import { Page } from '../design/Page.tsx';
import { ProblemFace } from '../design/ProblemFace.tsx';
import { visibleText } from '../design/visible-text.ts';
import { ActivityList } from '../insight/ActivityList.tsx';
import { Card } from '../insight/Card.tsx';
import { FileThumb } from '../insight/FileThumb.tsx';
import { HOW_COUNTED } from '../insight/how-counted.ts';
import { INSIGHT_KEY } from '../insight/insight-updates.ts';
import { RangePicker } from '../insight/RangePicker.tsx';
import { request } from '../session/request.ts';
import { useSignedIn } from '../session/use-session.ts';
import { DropOff } from './DropOff.tsx';
import { FileHeat } from './FileHeat.tsx';
import styles from './FileInsightPage.module.css';
import { FileShares } from './FileShares.tsx';
import { PeopleFigures } from './PeopleFigures.tsx';
import { sumOf } from './sum-of.ts';
import { useRange } from '../insight/use-range.ts';

type Figures = OutputOf<typeof fileInsight>;

/** Who had a file, when, from where and how much of it. Everybody sees their own. */
export default function FileInsightPage({ params }: PageProps) {
  const id = fileId.safeParse(params['id']).data;
  return id === undefined ? <NotFoundPage /> : <FileInsight id={id} />;
}

function FileInsight({ id }: { readonly id: FileId }) {
  const [range, setRange] = useRange('all');
  const figures = useQuery({
    queryKey: [...INSIGHT_KEY, 'file', id, range],
    queryFn: () => request(fileInsight, { params: { id }, query: { range } }),
    placeholderData: (previous) => previous,
    retry: false,
  });
  const { role } = useSignedIn();
  const found = figures.data;
  const name = found ? visibleText(found.name ?? 'Unknown file') : undefined;
  useTitle(name);
  useScrollMemory(`insight/files/${id}`);
  const back = hasRole(role, 'editor')
    ? { href: '/insight', label: 'Back to Insight' }
    : { href: '/insight/me', label: 'Back to what you watched' };
  if (!found) {
    return (
      <Page title="Insight" back={back}>
        {figures.error ? (
          <ProblemFace error={figures.error} onRetry={() => void figures.refetch()} />
        ) : (
          <PageSkeleton />
        )}
      </Page>
    );
  }
  return (
    <Page title={name ?? ''} back={back} lead={leadOf(found)}>
      <div className={styles.open}>
        <FileThumb fileId={id} kind={found.kind} inLibrary={found.inLibrary} />
        {found.inLibrary ? (
          <Link className="button" href={`/photo/${id}`} state={{ hasOpener: true }}>
            Open it
          </Link>
        ) : (
          <p className="hint">It is no longer in the library.</p>
        )}
      </div>
      <RangePicker value={range} onChange={setRange} />
      <Card title="In figures" error={null} isReady onRetry={() => undefined}>
        <Sums sums={sumsOf(found)} />
      </Card>
      {found.durationSec !== null && found.scope === 'all' && <FileHeat fileId={id} />}
      {found.dropOff.length > 0 && (
        <DropOff fileId={id} points={found.dropOff} isOwn={found.scope === 'own'} />
      )}
      {found.people.length > 0 && found.scope === 'all' && (
        <PeopleFigures people={found.people} csv={csvOf(id, range, 'people')} title="Who" />
      )}
      {found.shares.length > 0 && <FileShares shares={found.shares} csv={csvOf(id, range, 'shares')} />}
      <ActivityList
        title={found.scope === 'all' ? 'When, from where, how much' : 'When you had it'}
        of={{ fileId: id }}
        leavesOut="file"
        durationSec={found.durationSec}
      />
    </Page>
  );
}

function csvOf(id: FileId, range: Range, table: string): string {
  return `/api/analytics/files/${id}?range=${range}&table=${table}&format=csv`;
}

function leadOf({ scope, durationSec }: Figures): string {
  const length = durationSec === null ? '' : ` It is ${formatClock(durationSec)} long.`;
  return (
    (scope === 'all' ? 'Who had it, and how much of it.' : 'What you had of it. Others see their own.') +
    length
  );
}

function sumsOf({ durationSec, scope, previous, ...found }: Figures): Sum[] {
  return [
    sumOf('streams', found, previous),
    ...(scope === 'all'
      ? [
          {
            ...{ label: 'People', value: found.viewers.toLocaleString('en'), how: HOW_COUNTED.viewers },
            before: previous?.viewers.toLocaleString('en'),
          },
        ]
      : []),
    ...(durationSec === null
      ? []
      : [
          sumOf('watchTimeSec', found, previous),
          {
            ...{ label: 'Times over', value: found.completions.toFixed(1), how: HOW_COUNTED.completions },
            before: previous?.completions.toFixed(1),
          },
        ]),
    sumOf('downloads', found, previous),
    sumOf('bytesServed', found, previous),
  ];
}
