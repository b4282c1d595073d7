import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Send } from 'lucide-react';
import { FileName } from '../design/FileName.tsx';
import { countOf, formatBytes } from '../design/format.ts';
import styles from './BackupList.module.css';
import { findSharedFiles, forgetSharedFiles } from './shared-files.ts';

const KEY = ['backup', 'shared-files'];

/** What was shared with the app. It is sent when somebody says so: another web site can lay files down here too. */
export function SharedFiles({ onSend }: { readonly onSend: (files: readonly File[]) => void }) {
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
  const send = () => {
    onSend(files);
    forget();
  };
  return (
    <section className="panel" aria-labelledby="shared">
      <h2 id="shared">Send {countOf(files.length, 'file')} home?</h2>
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
        <button type="button" className="button button-primary" onClick={send}>
          <Send size={18} aria-hidden />
          Send home
        </button>
        <button type="button" className="button" onClick={forget}>
          Not now
        </button>
      </div>
    </section>
  );
}
