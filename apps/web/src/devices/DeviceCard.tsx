import type { Device } from '@hearth/contracts';
import { Settings2, Smartphone } from 'lucide-react';
import { formatDay, formatExactly } from '../design/format.ts';
import styles from './DeviceCard.module.css';
import { describePresence, describeSync } from './describe-device.ts';
import { DEVICE_ROLE_WORDS } from './use-devices.ts';

interface DeviceCardProps {
  readonly device: Device;
  readonly showsOwner: boolean;
  readonly onOpen: () => void;
}

export function DeviceCard({ device, showsOwner, onOpen }: DeviceCardProps) {
  const isOut = device.signedOutAt !== null;
  return (
    <li className={`list-card ${styles.card}`} data-out={isOut}>
      <span className={styles.icon} data-online={device.online && !isOut}>
        <Smartphone size={24} aria-hidden />
      </span>
      <div className="list-card-facts">
        <h2 className={`list-card-name ${styles.name}`}>
          {device.name}
          {device.current && <span className={styles.badge}>this device</span>}
        </h2>
        <p title={formatExactly(device.lastSeenAt)}>{describePresence(device)}</p>
        <p>
          {DEVICE_ROLE_WORDS[device.role].name}
          {showsOwner && ` · paired by ${device.owner.username}`}
          {device.invitedBy && ` · let in by ${device.invitedBy.name}`}
          {' · '}
          <span title={formatExactly(device.pairedAt)}>since {formatDay(device.pairedAt)}</span>
        </p>
        <p
          className="figures"
          title={device.lastSyncAt === null ? undefined : formatExactly(device.lastSyncAt)}
        >
          {describeSync(device)}
        </p>
      </div>
      <button type="button" className="icon-button" aria-label={`Change ${device.name}`} onClick={onOpen}>
        <Settings2 size={20} aria-hidden />
      </button>
    </li>
  );
}
