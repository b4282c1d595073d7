import { hasRole, listFolder } from '@hearth/contracts';
import { useQuery } from '@tanstack/react-query';
import { Folder, FolderPlus, LayoutGrid, Link2, List, PencilLine } from 'lucide-react';
import { lazy, Suspense, useCallback, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import type { PageProps } from '../page/page-props.ts';
import { PageSkeleton } from '../page/PageSkeleton.tsx';
import { usePlace } from '../page/place.ts';
import { useScrollMemory } from '../page/use-scroll-memory.ts';
import { useTitle } from '../page/use-title.ts';
import { Face } from '../design/Face.tsx';
import { countOf, formatBytes } from '../design/format.ts';
import { ProblemFace } from '../design/ProblemFace.tsx';
import { FileGrid } from '../library/FileGrid.tsx';
import { FileList } from '../library/FileList.tsx';
import { LibraryHeader } from '../library/LibraryHeader.tsx';
import { useFiles } from '../files/use-files.ts';
import { FileSelection } from '../selection/file-selection.ts';
import { SelectionBar } from '../selection-bar/SelectionBar.tsx';
import { SelectionContext } from '../selection/use-selection.ts';
import { request } from '../session/request.ts';
import { useSignedIn } from '../session/use-session.ts';
import { findTile } from '../viewer/find-tile.ts';
import { ViewedFile } from '../viewer/ViewedFile.tsx';
import { Breadcrumbs } from './Breadcrumbs.tsx';
import { FolderCards } from './FolderCards.tsx';
import { FolderNameSheet } from './FolderNameSheet.tsx';
import { addressOfFolder, folderOfAddress, nameOf } from '../files/folder-path.ts';
import styles from './FoldersPage.module.css';
import { useFolderView } from './use-folder-view.ts';
import { useTypeToJump } from './use-type-to-jump.ts';

const ShareSheet = lazy(() => import('../shares/ShareSheet.tsx').then((m) => ({ default: m.ShareSheet })));

/** The library as it lies on the disk. */
export default function FoldersPage({ params }: PageProps) {
  const path = folderOfAddress(params['path']);
  const [, navigate] = useLocation();
  const { viewedId } = usePlace();
  const { role } = useSignedIn();
  const [selection] = useState(() => new FileSelection());
  const [naming, setNaming] = useState<'new' | 'rename'>();
  const [isSharing, setSharing] = useState(false);
  const [view, setView] = useFolderView();
  const content = useRef<HTMLDivElement>(null);
  useTitle(path === '' ? undefined : nameOf(path));
  useScrollMemory(`folders ${path}`);
  useTypeToJump(content);
  const folder = useQuery({
    queryKey: ['folders', path],
    queryFn: () => request(listFolder, { query: { path, limit: 1000 } }),
  });
  const list = useFiles({ folder: path, sort: 'name' });
  const { fetchNextPage, hasNextPage, isFetching } = list;
  const loadMore = useCallback(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);
  const isEditor = hasRole(role, 'editor');
  const isEmpty = folder.data?.folders.length === 0 && list.data !== undefined && list.files.length === 0;

  return (
    <SelectionContext value={selection}>
      <div className={styles.page}>
        <LibraryHeader title={path === '' ? 'Folders' : nameOf(path)} />
        <div className={styles.tools}>
          <Breadcrumbs path={path} />
          {isEditor && (
            <button
              type="button"
              className="icon-button"
              aria-label="New folder"
              title="New folder"
              onClick={() => setNaming('new')}
            >
              <FolderPlus size={21} aria-hidden />
            </button>
          )}
          {isEditor && path !== '' && (
            <button
              type="button"
              className="icon-button"
              aria-label="Rename this folder"
              title="Rename this folder"
              onClick={() => setNaming('rename')}
            >
              <PencilLine size={20} aria-hidden />
            </button>
          )}
          {isEditor && path !== '' && (
            <button
              type="button"
              className="icon-button"
              aria-label="Share this folder"
              title="Share"
              onClick={() => setSharing(true)}
            >
              <Link2 size={21} aria-hidden />
            </button>
          )}
          <button
            type="button"
            className="icon-button"
            aria-label={view === 'grid' ? 'Show as a list' : 'Show as a grid'}
            title={view === 'grid' ? 'Show as a list' : 'Show as a grid'}
            onClick={() => setView(view === 'grid' ? 'list' : 'grid')}
          >
            {view === 'grid' ? <List size={21} aria-hidden /> : <LayoutGrid size={20} aria-hidden />}
          </button>
        </div>
        <div ref={content}>
          {folder.isPending && list.isPending ? (
            <PageSkeleton />
          ) : folder.isError && list.files.length === 0 ? (
            <ProblemFace error={folder.error} onRetry={() => void folder.refetch()} />
          ) : isEmpty ? (
            <Face icon={Folder} title="This folder is empty">
              <p>
                {isEditor
                  ? 'Drop files here, paste them, or choose some with the + button.'
                  : 'There is nothing in it yet.'}
              </p>
            </Face>
          ) : (
            <>
              {folder.data && <FolderCards folders={folder.data.folders} view={view} />}
              {list.files.length > 0 &&
                (view === 'grid' ? (
                  <FileGrid label="Files" files={list.files} onNearEnd={loadMore} />
                ) : (
                  <FileList label="Files" files={list.files} onNearEnd={loadMore} hidesFolder />
                ))}
              {folder.data && (
                <p className={styles.footer}>
                  {countOf(folder.data.folders.length, 'folder')}, {countOf(folder.data.files, 'file')}
                  {folder.data.files > 0 && `, ${formatBytes(folder.data.sizeBytes)}`}
                </p>
              )}
            </>
          )}
        </div>
        <SelectionBar />
        {naming && (
          <FolderNameSheet
            path={path}
            isNew={naming === 'new'}
            onDone={(next) => {
              setNaming(undefined);
              navigate(addressOfFolder(next));
            }}
            onClose={() => setNaming(undefined)}
          />
        )}
        {isSharing && (
          <Suspense fallback={null}>
            <ShareSheet
              title={`Share “${nameOf(path)}”`}
              of={{ folder: path }}
              onClose={() => setSharing(false)}
            />
          </Suspense>
        )}
        {viewedId !== undefined && (
          <ViewedFile id={viewedId} listed={list.files} findTile={findTile} onNearEnd={loadMore} />
        )}
      </div>
    </SelectionContext>
  );
}
