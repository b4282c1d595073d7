import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Radar, Send } from 'lucide-react';
import { Link } from 'wouter';
import { FileName } from '../design/FileName.tsx';
import { countOf, formatBytes } from '../design/format.ts';
import styles from './BackupList.module.css';
import { findSharedFiles, forgetSharedFiles } from './shared-files.ts';

const KEY = ['backup', 'shared-files'];

interface SharedFilesProps {
  /** Only where somebody may bring files in. */
  readonly onSend?: (files: readonly File[]) => void;
}

/**
 * What was shared with the app: for the library, or for a device beside this one. It is sent when somebody says so, as another web site can lay
 * files down here too.
 */
export function SharedFiles({ onSend }: SharedFilesProps) {
  const client = useQueryClient();
  const { data: files = [] } = useQuery({
    queryKey: KEY,
    queryFn: findSharedFiles,
    networkMode: 'always',
    staleTime: 0,
  });
  if (files.length === 0) return null;
  const forget = () => {
    client.setQueryData(KEY, []);
    void forgetSharedFiles();
  };
  return (
    <section className="panel" aria-labelledby="shared">
      <h2 id="shared">
        {onSend
          ? `Send ${countOf(files.length, 'file')} home?`
          : `Hand ${countOf(files.length, 'file')} to a device?`}
      </h2>
      <ul className={styles.list}>
        {files.map((file, index) => (
          <li key={index} className={styles.item}>
            <div className={styles.facts}>
              <p className={styles.name}>
                <FileName name={file.name} />
              </p>
              <p className="hint figures">{formatBytes(file.size)}</p>
            </div>
          </li>
        ))}
      </ul>
      <p className="hint">Shared with Hearth on this device. Were they not shared by you, don’t send them.</p>
      <div className="choices">
        {onSend && (
          <button
            type="button"
            className="button button-primary"
            onClick={() => {
              onSend(files);
              forget();
            }}
          >
            <Send size={18} aria-hidden />
            Send home
          </button>
        )}
        <Link href="/drop?shared" className="button">
          <Radar size={18} aria-hidden />
          Hand to a device
        </Link>
        <button type="button" className="button" onClick={forget}>
          Not now
        </button>
      </div>
    </section>
  );
}
