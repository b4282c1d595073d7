import { X } from 'lucide-react';
import { lazy, Suspense, useId } from 'react';
import { FileName } from '../design/FileName.tsx';
import { factsOf } from './facts.ts';
import { FileCompany } from './FileCompany.tsx';
import styles from './InfoPanel.module.css';
import { useIsGuest } from '../session/use-session.ts';
import { useFile } from './use-file.ts';

const PlaceMap = lazy(() => import('../ground/PlaceMap.tsx'));

interface InfoPanelProps {
  readonly fileId: string;
  readonly onClose: () => void;
}

/** All facts of a file: a sheet from below on a phone, a panel at the side of a desktop. */
export function InfoPanel({ fileId, onClose }: InfoPanelProps) {
  const headingId = useId();
  const { data: file, isError, refetch } = useFile(fileId);
  const isGuest = useIsGuest();
  return (
    <aside className={styles.panel} aria-labelledby={headingId}>
      <header className={styles.header}>
        <h2 id={headingId}>Info</h2>
        <button type="button" className="icon-button" aria-label="Close info" onClick={onClose}>
          <X size={22} aria-hidden />
        </button>
      </header>
      {file && (
        <>
          <p className={styles.name}>
            <FileName name={file.name} />
          </p>
          <dl className={styles.facts}>
            {factsOf(file).map(({ label, value, exactly }) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd title={exactly}>{value}</dd>
              </div>
            ))}
            <FileCompany file={file} />
          </dl>
          {file.gps && !isGuest && (
            <Suspense>
              <PlaceMap {...file.gps} />
            </Suspense>
          )}
        </>
      )}
      {isError && !file && (
        <button type="button" className="button" onClick={() => void refetch()}>
          That didn’t load. Try again
        </button>
      )}
    </aside>
  );
}
