import { hasRole, type OutputOf, type personInsight } from '@hearth/contracts';
import { Link } from 'wouter';
import { useDevices } from '../devices/use-devices.ts';
import { countOf, formatAgo } from '../design/format.ts';
import { Card } from '../insight/Card.tsx';
import styles from '../insight/FigureList.module.css';
import { HowCounted } from '../insight/HowCounted.tsx';
import { describeBrowser } from '../people/describe-browser.ts';
import { useSignedIn } from '../session/use-session.ts';

interface PersonDevicesProps {
  readonly devices: OutputOf<typeof personInsight>['devices'];
  readonly csv: string;
}

/** On what somebody had it. */
export function PersonDevices({ devices, csv }: PersonDevicesProps) {
  const { role } = useSignedIn();
  const paired = useDevices({ isEnabled: hasRole(role, 'editor') });
  const nameOf = (id: string) => paired.data?.items.find((device) => device.id === id)?.name;
  return (
    <Card title="On what" error={null} isReady onRetry={() => undefined}>
      <ul className={styles.list}>
        {devices.map(({ device, deviceId, sessions, lastAt }) => (
          <li key={deviceId ?? device} className={styles.item}>
            {deviceId === null ? (
              <span>{device === '' ? 'In the browser, not paired' : describeBrowser(device)}</span>
            ) : (
              <Link href={`/insight/devices/${deviceId}`}>{nameOf(deviceId) ?? 'A paired device'}</Link>
            )}
            <span className={`${styles.soft} figures`}>
              {countOf(sessions, 'time')} · {formatAgo(lastAt)}
            </span>
          </li>
        ))}
      </ul>
      <HowCounted csv={csv}>
        Paired devices by their name; other browsers and players by what they call themselves. Kept as long as
        single accesses are.
      </HowCounted>
    </Card>
  );
}
