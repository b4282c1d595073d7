import { Smartphone } from 'lucide-react';
import { describeSync } from '../devices/describe-device.ts';
import { useDevices } from '../devices/use-devices.ts';
import { formatExactly } from '../design/format.ts';
import styles from './LastSynced.module.css';

/** What this phone has brought home so far. */
export function LastSynced() {
  const { data } = useDevices();
  const device = data?.items.find(({ current }) => current);
  if (!device) return null;
  return (
    <section className={styles.synced} aria-label="Last synced">
      <Smartphone size={22} aria-hidden />
      <div>
        <p className={styles.name}>{device.name}</p>
        <p
          className="hint figures"
          title={device.lastSyncAt === null ? undefined : formatExactly(device.lastSyncAt)}
        >
          {describeSync(device)}
        </p>
      </div>
    </section>
  );
}
