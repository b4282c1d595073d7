import { deviceId, deviceInsight, hasRole, type DeviceId } from '@hearth/contracts';
import { useQuery } from '@tanstack/react-query';
import { NotFoundPage } from '../page/NotFoundPage.tsx';
import { PageSkeleton } from '../page/PageSkeleton.tsx';
import type { PageProps } from '../page/page-props.ts';
import { useScrollMemory } from '../page/use-scroll-memory.ts';
import { useTitle } from '../page/use-title.ts';
import { Sums } from '../charts/Sums.tsx';
import { useDevices } from '../devices/use-devices.ts';
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
import { PeopleFigures } from './PeopleFigures.tsx';
import { sumOf } from './sum-of.ts';
import { useRange } from '../insight/use-range.ts';

const SHOWN = ['watchTimeSec', 'streams', 'downloads', 'bytesServed'] as const;

/** What was had on one paired device, when and for how long. */
export default function DeviceInsightPage({ params }: PageProps) {
  const id = deviceId.safeParse(params['id']).data;
  return id === undefined ? <NotFoundPage /> : <DeviceInsight id={id} />;
}

function DeviceInsight({ id }: { readonly id: DeviceId }) {
  const [range, setRange] = useRange('30d');
  const { role } = useSignedIn();
  const paired = useDevices({ isEnabled: hasRole(role, 'editor') });
  const figures = useQuery({
    queryKey: [...INSIGHT_KEY, 'device', id, range],
    queryFn: () => request(deviceInsight, { params: { id }, query: { range } }),
    placeholderData: (previous) => previous,
    retry: false,
  });
  const found = figures.data;
  const name = visibleText(paired.data?.items.find((device) => device.id === id)?.name ?? 'A paired device');
  useTitle(name);
  useScrollMemory(`insight/devices/${id}`);
  const back = hasRole(role, 'admin')
    ? { href: '/insight', label: 'Back to Insight' }
    : { href: '/insight/me', label: 'Back to what you watched' };
  const csvOf = (table: string) => `/api/analytics/devices/${id}?range=${range}&table=${table}&format=csv`;
  return (
    <Page title={name} back={back} lead="What was had on this device, when and for how long.">
      <RangePicker value={range} onChange={setRange} />
      {found ? (
        <>
          <Card title="In figures" error={null} isReady onRetry={() => undefined}>
            <Sums sums={SHOWN.map((figure) => sumOf(figure, found, found.previous))} />
          </Card>
          <FilesFigures files={found.files} csv={csvOf('files')} />
          {found.scope === 'all' && found.people.length > 0 && (
            <PeopleFigures title="Who" people={found.people} csv={csvOf('people')} />
          )}
          <ActivityList title="When" of={{ deviceId: id }} />
        </>
      ) : figures.error ? (
        <ProblemFace error={figures.error} onRetry={() => void figures.refetch()} />
      ) : (
        <PageSkeleton />
      )}
    </Page>
  );
}
