import type { FolderSummary } from '@hearth/contracts';
import { Folder } from 'lucide-react';
import { Link } from 'wouter';
import { FileName } from '../design/FileName.tsx';
import { countOf, formatBytes } from '../design/format.ts';
import styles from './FolderCards.module.css';
import { addressOfFolder } from '../files/folder-path.ts';
import type { FolderView } from './use-folder-view.ts';

interface FolderCardsProps {
  readonly folders: readonly FolderSummary[];
  readonly view: FolderView;
}

/** The folders in a folder, each with its newest pictures. */
export function FolderCards({ folders, view }: FolderCardsProps) {
  if (folders.length === 0) return null;
  return (
    <ul className={styles.folders} data-view={view} aria-label="Folders">
      {folders.map(({ name, path, files, sizeBytes, coverUrls }) => (
        <li key={path}>
          <Link href={addressOfFolder(path)} className={styles.folder} data-name={name}>
            <span className={styles.covers} data-count={Math.min(4, coverUrls.length)}>
              {coverUrls.length === 0 ? (
                <Folder size={28} strokeWidth={1.5} aria-hidden />
              ) : (
                coverUrls
                  .slice(0, 4)
                  .map((url) => <img key={url} src={url} alt="" loading="lazy" decoding="async" />)
              )}
            </span>
            <span className={styles.name}>
              <FileName name={name} />
            </span>
            <span className={styles.about} title={formatBytes(sizeBytes)}>
              {countOf(files, 'file')}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
