import { useQuery } from '@tanstack/react-query';
import { CloudDownload } from 'lucide-react';
import { useState } from 'react';
import { PageSkeleton } from '../page/PageSkeleton.tsx';
import { useScrollMemory } from '../page/use-scroll-memory.ts';
import { Face } from '../design/Face.tsx';
import { countOf, formatBytes } from '../design/format.ts';
import { Page } from '../design/Page.tsx';
import { ChosenBar } from '../selection/ChosenBar.tsx';
import { FileSelection } from '../selection/file-selection.ts';
import { SelectionContext, useSelectedFiles, useSelection } from '../selection/use-selection.ts';
import { keepNoLonger } from '../keeping/keep-files.ts';
import { useKeeping } from '../keeping/keeping.ts';
import { KeptFiles } from './KeptFiles.tsx';
import styles from './Offline.module.css';
import { useKept } from '../keeping/use-kept.ts';

/** What this device keeps for when the hub is away. */
export default function OfflinePage() {
  const kept = useKept();
  const [selection] = useState(() => new FileSelection());
  const room = useQuery({
    queryKey: ['room', kept?.length],
    queryFn: () => navigator.storage.estimate(),
    enabled: 'storage' in navigator,
  });
  useScrollMemory('offline');
  const bytes = kept?.reduce((sum, { sizeBytes, smallerBytes }) => sum + (smallerBytes ?? sizeBytes), 0) ?? 0;
  const smaller = kept?.filter(({ smallerBytes }) => smallerBytes !== undefined).length ?? 0;
  const free = (room.data?.quota ?? 0) - (room.data?.usage ?? 0);
  return (
    <SelectionContext value={selection}>
      <Page
        title="Offline"
        lead={
          kept?.length
            ? `${countOf(kept.length, 'file')}, ${formatBytes(bytes)} on this device${smaller > 0 ? ` · ${smaller.toLocaleString('en')} as smaller copies` : ''}${free > 0 ? ` · ${formatBytes(free)} free` : ''}`
            : 'What this device keeps for when the hub is away.'
        }
        isWide
      >
        <KeepingProgress />
        {kept === undefined ? (
          <PageSkeleton />
        ) : kept.length === 0 ? (
          <Face icon={CloudDownload} title="Nothing is kept here yet">
            <p>Select photos, or open an album, and choose Keep. They are here then without the hub.</p>
          </Face>
        ) : (
          <KeptFiles files={kept} />
        )}
        <LetGo />
      </Page>
    </SelectionContext>
  );
}

function KeepingProgress() {
  const keeping = useKeeping();
  if (!keeping) return null;
  const { files, done, failed, bytes, bytesDone, stop } = keeping;
  return (
    <div className={styles.keeping}>
      <p role="status" className="figures">
        {done + failed} of {countOf(files, 'file')}, {formatBytes(bytesDone)} of {formatBytes(bytes)}
      </p>
      <progress value={bytes === 0 ? 0 : bytesDone / bytes} aria-label="Kept" />
      <button type="button" className="button" onClick={stop}>
        Stop
      </button>
    </div>
  );
}

/** For what is selected. */
function LetGo() {
  const selection = useSelection();
  const selected = [...useSelectedFiles().values()];
  if (selected.length === 0) return null;
  return (
    <ChosenBar>
      <p className="figures">{countOf(selected.length, 'file')} selected</p>
      <button
        type="button"
        className="button"
        onClick={() => {
          selection.clear();
          void keepNoLonger(selected.map(({ id }) => id));
        }}
      >
        Keep no longer
      </button>
    </ChosenBar>
  );
}
