import { downloadShared, urlOf, type FileSummary, type OpenedShare } from '@hearth/contracts';
import { Download, ImageOff } from 'lucide-react';
import { useCallback, useState } from 'react';
import { useLocation, useSearch } from 'wouter';
import { useTitle } from '../page/use-title.ts';
import { Face } from '../design/Face.tsx';
import { countOf, formatBytes, formatDay, formatExactly } from '../design/format.ts';
import { ProblemFace } from '../design/ProblemFace.tsx';
import { useStable } from '../design/use-stable.ts';
import { visibleText } from '../design/visible-text.ts';
import { FileRows } from '../grid/FileRows.tsx';
import { GridSkeleton } from '../grid/GridSkeleton.tsx';
import { FileSelection } from '../selection/file-selection.ts';
import { SelectionContext } from '../selection/use-selection.ts';
import { growFrom } from '../viewer/hero-transition.ts';
import { preloadViewer } from '../viewer/lazy-viewer.tsx';
import styles from './GuestSharePage.module.css';
import { GuestUploads } from './GuestUploads.tsx';
import { GuestSelectionBar } from './GuestSelectionBar.tsx';
import { SharedViewer } from './SharedViewer.tsx';
import { useSharedFiles } from './use-shared-files.ts';

interface SharedGalleryProps {
  readonly code: string;
  readonly opened: OpenedShare;
  readonly onOver: () => void;
}

/** What was shared, as good to look at as the house's own pictures. */
export function SharedGallery({ code, opened, onOver }: SharedGalleryProps) {
  const { share, list, files, loadMore } = useSharedFiles(opened, useStable(onOver));
  const [, navigate] = useLocation();
  const viewedId = new URLSearchParams(useSearch()).get('photo') ?? undefined;
  const [selection] = useState(() => new FileSelection());
  const addressOf = useCallback(({ id }: FileSummary) => `/s/${code}?photo=${id}`, [code]);
  const open = useStable(async (file: FileSummary, tile: HTMLElement) => {
    await preloadViewer().catch(() => undefined);
    growFrom(tile.querySelector('img'), () => navigate(addressOf(file), { state: { hasOpener: true } }));
  });
  const title = share.label === null ? `From ${visibleText(share.sharedBy)}` : visibleText(share.label);
  useTitle(title);
  return (
    <SelectionContext value={selection}>
      <header className={styles.header}>
        <div className={styles.words}>
          <h1>{title}</h1>
          <p>
            {share.files > 0 && `${countOf(share.files, 'file')}, ${formatBytes(share.sizeBytes)} · `}
            {share.label !== null && `from ${visibleText(share.sharedBy)} · `}
            <span title={formatExactly(share.expiresAt)}>until {formatDay(share.expiresAt)}</span>
          </p>
        </div>
        {share.files > 0 && (
          <a className="button" href={urlOf(downloadShared, {})} download>
            <Download size={18} aria-hidden />
            Download all
          </a>
        )}
      </header>
      {share.allowUpload && <GuestUploads isAlone={share.files === 0} />}
      {list.isPending ? (
        <GridSkeleton />
      ) : files.length > 0 ? (
        <FileRows
          label="Shared files"
          files={files}
          onNearEnd={loadMore}
          addressOf={addressOf}
          onOpen={open}
        />
      ) : list.isError ? (
        <ProblemFace error={list.error} onRetry={() => void list.refetch()} />
      ) : share.allowUpload ? null : (
        <Face icon={ImageOff} title="There is nothing to see yet">
          <p>What is added shows here by itself.</p>
        </Face>
      )}
      <GuestSelectionBar />
      {viewedId !== undefined && (
        <SharedViewer id={viewedId} code={code} listed={files} onNearEnd={loadMore} />
      )}
    </SelectionContext>
  );
}
