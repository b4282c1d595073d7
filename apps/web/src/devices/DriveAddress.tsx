import { DAV_ROOT } from '@hearth/contracts';
import styles from './AppPasswords.module.css';

const HOST = location.host;

/** Where programs find the library, and what each of them calls that. */
const WAYS = [
  { name: 'Mac', text: 'Finder → Go → Connect to Server (⌘K), and enter the address.' },
  { name: 'Windows', text: 'Explorer → This PC → Map network drive, and enter the address.' },
  { name: 'Linux', text: `Files → Other Locations, and enter davs://${HOST}${DAV_ROOT}` },
  { name: 'rclone', text: `rclone config → webdav, the address as url, vendor “owncloud”: it keeps times.` },
] as const;

export function DriveAddress() {
  return (
    <details className={styles.drive}>
      <summary>Connect a computer or a program</summary>
      <p>
        Address: <strong className={styles.address}>{`https://${HOST}${DAV_ROOT}`}</strong>
      </p>
      <p>Name: your own. Password: a new app password, never your own.</p>
      <dl>
        {WAYS.map(({ name, text }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <p className="hint">
        The computer has to trust this hub’s certificate first. What is deleted or replaced there lies in the
        bin for 30 days.
      </p>
    </details>
  );
}
