import { syncChanges, type DeviceId } from '@hearth/contracts';
import { useQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { FileName } from '../design/FileName.tsx';
import { countOf, formatAgo, formatBytes } from '../design/format.ts';
import { visibleText } from '../design/visible-text.ts';
import { request } from '../session/request.ts';
import styles from './BackupList.module.css';

const keyOf = (deviceId: DeviceId) => `hearth.taken.${deviceId}`;

/** From the hub to the phone: what others laid out for it, to be taken in one go. */
export function SharedWithDevice({ deviceId }: { readonly deviceId: DeviceId }) {
  const [since, setSince] = useState(() => localStorage.getItem(keyOf(deviceId)) ?? undefined);
  const changes = useQuery({
    queryKey: ['sync', 'changes', deviceId, since],
    queryFn: () => request(syncChanges, { params: { deviceId }, query: { since } }),
    staleTime: 0,
  });
  const { items = [], cursor = null, hasMore = false } = changes.data ?? {};
  if (items.length === 0) return null;
  const takeAll = () => {
    for (const { downloadUrl, file } of items) download(downloadUrl, file.name);
    if (cursor === null) return;
    localStorage.setItem(keyOf(deviceId), cursor);
    setSince(cursor);
  };
  return (
    <section className="panel" aria-labelledby="for-you">
      <h2 id="for-you">For this device</h2>
      <ul className={styles.list}>
        {items.map(({ file, sharedAt, downloadUrl }) => (
          <li key={file.id} className={styles.item}>
            <div className={styles.facts}>
              <p className={styles.name}>
                <FileName name={file.name} />
              </p>
              <p className="hint figures">
                {formatBytes(file.sizeBytes)} · {formatAgo(sharedAt)}
              </p>
            </div>
            <a
              className="icon-button"
              href={downloadUrl}
              download={file.name}
              aria-label={`Take ${visibleText(file.name)}`}
            >
              <Download size={18} aria-hidden />
            </a>
          </li>
        ))}
      </ul>
      <div className="choices">
        <button type="button" className="button button-primary" onClick={takeAll}>
          <Download size={18} aria-hidden />
          {items.length === 1
            ? 'Take it'
            : `Take ${hasMore ? 'these' : 'all'} ${countOf(items.length, 'file')}`}
        </button>
      </div>
    </section>
  );
}

function download(url: string, name: string): void {
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
}
