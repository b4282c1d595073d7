import { hasRole, personInsight, userId, type UserId } from '@hearth/contracts';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { NotFoundPage } from '../page/NotFoundPage.tsx';
import { PageSkeleton } from '../page/PageSkeleton.tsx';
import type { PageProps } from '../page/page-props.ts';
import { useScrollMemory } from '../page/use-scroll-memory.ts';
import { useTitle } from '../page/use-title.ts';
import { Sums } from '../charts/Sums.tsx';
import { Page } from '../design/Page.tsx';
import { ProblemFace } from '../design/ProblemFace.tsx';
import { visibleText } from '../design/visible-text.ts';
import { ActivityList } from '../insight/ActivityList.tsx';
import { Card } from '../insight/Card.tsx';
import { INSIGHT_KEY } from '../insight/insight-updates.ts';
import { RangePicker } from '../insight/RangePicker.tsx';
import { request } from '../session/request.ts';
import { useSignedIn } from '../session/use-session.ts';
import { FilesFigures } from './FilesFigures.tsx';
import { PersonDays } from './PersonDays.tsx';
import { PersonDevices } from './PersonDevices.tsx';
import { sumOf } from './sum-of.ts';
import { useRange } from '../insight/use-range.ts';

const SHOWN = ['watchTimeSec', 'streams', 'downloads', 'bytesServed'] as const;

/** What somebody had, when, for how long and on what. One's own for everybody, anybody's for admins. */
export default function PersonInsightPage({ params }: PageProps) {
  const { id: ownId } = useSignedIn();
  const id = params['id'] === undefined ? ownId : userId.safeParse(params['id']).data;
  return id === undefined ? <NotFoundPage /> : <PersonInsight id={id} isSelf={id === ownId} />;
}

function PersonInsight({ id, isSelf }: { readonly id: UserId; readonly isSelf: boolean }) {
  const [range, setRange] = useRange('30d');
  const { role } = useSignedIn();
  const figures = useQuery({
    queryKey: [...INSIGHT_KEY, 'person', id, range],
    queryFn: () => request(personInsight, { params: { id }, query: { range } }),
    placeholderData: (previous) => previous,
    retry: false,
  });
  const found = figures.data;
  const name = isSelf ? 'What you watched' : visibleText(found?.username ?? 'Somebody');
  useTitle(name);
  useScrollMemory(`insight/people/${id}`);
  const back = hasRole(role, 'admin') ? { href: '/insight', label: 'Back to Insight' } : undefined;
  const csvOf = (table: string) => `/api/analytics/users/${id}?range=${range}&table=${table}&format=csv`;
  return (
    <Page
      title={name}
      {...(back && { back })}
      lead={
        isSelf ? 'Admins of this hub see this as well.' : 'What they had, when, for how long and on what.'
      }
    >
      <Link className="button" href={isSelf ? '/insight/privacy' : `/insight/privacy/${id}`}>
        {isSelf ? 'What is kept, and how to stop it' : 'Name and history'}
      </Link>
      <RangePicker value={range} onChange={setRange} />
      {found ? (
        <>
          <Card title="In figures" error={null} isReady onRetry={() => undefined}>
            <Sums sums={SHOWN.map((figure) => sumOf(figure, found, found.previous))} />
          </Card>
          {found.days.length > 1 && <PersonDays days={found.days} csv={csvOf('days')} />}
          <FilesFigures files={found.files} csv={csvOf('files')} />
          {found.devices.length > 0 && <PersonDevices devices={found.devices} csv={csvOf('devices')} />}
          <ActivityList title="When, and on what" of={{ userId: id }} leavesOut="person" />
        </>
      ) : figures.error ? (
        <ProblemFace error={figures.error} onRetry={() => void figures.refetch()} />
      ) : (
        <PageSkeleton />
      )}
    </Page>
  );
}
