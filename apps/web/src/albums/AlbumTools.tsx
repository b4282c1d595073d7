import { changeAlbum, takeFromAlbum, type AlbumId, type FileId, type FileSummary } from '@hearth/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { countOf } from '../design/format.ts';
import { LIST_KEY } from '../files/use-files.ts';
import { showNotice } from '../notices/notices.ts';
import { useSelectedFiles, useSelection } from '../selection/use-selection.ts';
import { request } from '../session/request.ts';
import { ALBUMS_KEY } from './AlbumsPage.tsx';
import styles from './AlbumPage.module.css';
import { moveBefore, type Way } from './move-before.ts';

interface AlbumToolsProps {
  readonly id: AlbumId;
  /** In the album's order, as far as it is here. */
  readonly files: readonly FileSummary[];
  /** The album goes on after these files. */
  readonly hasMore: boolean;
}

const WAYS: readonly (readonly [Way, string])[] = [
  ['first', 'To the front'],
  ['earlier', 'Earlier'],
  ['later', 'Later'],
  ['last', 'To the end'],
];

/** What can be done with the selected files in the album itself: its own order, its cover. */
export function AlbumTools({ id, files, hasMore }: AlbumToolsProps) {
  const client = useQueryClient();
  const selection = useSelection();
  const selected = useSelectedFiles();
  const chosen = files.filter((file) => selected.has(file.id)).map((file) => file.id);
  // By day the album is a list like others.
  const refresh = () =>
    Promise.all([
      client.invalidateQueries({ queryKey: ALBUMS_KEY }),
      client.invalidateQueries({ queryKey: LIST_KEY }),
    ]);
  const all = files.map((file) => file.id);
  const move = useMutation({
    mutationFn: (before: FileId | null) =>
      request(changeAlbum, { params: { id }, body: { move: { fileIds: chosen, before } } }),
    onSuccess: refresh,
    onError: (error) => showNotice(error.message, { isFailure: true }),
  });
  const cover = useMutation({
    mutationFn: (coverFileId: FileId) => request(changeAlbum, { params: { id }, body: { coverFileId } }),
    onSuccess: async () => {
      selection.clear();
      await refresh();
      showNotice('This is the cover now');
    },
    onError: (error) => showNotice(error.message, { isFailure: true }),
  });
  const take = useMutation({
    mutationFn: () => request(takeFromAlbum, { params: { id }, body: { fileIds: chosen } }),
    onSuccess: async () => {
      selection.clear();
      await refresh();
      showNotice(`${countOf(chosen.length, 'file')} taken out; they stay in the library`);
    },
    onError: (error) => showNotice(error.message, { isFailure: true }),
  });
  const [only] = chosen;
  if (only === undefined || chosen.length > 1_000) return null;
  return (
    <div className={styles.tools} role="toolbar" aria-label="Order in this album">
      {WAYS.map(([way, label]) => {
        const before = moveBefore(all, chosen, way, hasMore);
        return (
          <button
            key={way}
            type="button"
            className="chip"
            disabled={move.isPending || before === undefined}
            onClick={() => before !== undefined && move.mutate(before)}
          >
            {label}
          </button>
        );
      })}
      {chosen.length === 1 && (
        <button type="button" className="chip" onClick={() => cover.mutate(only)}>
          Make it the cover
        </button>
      )}
      <button type="button" className="chip" onClick={() => take.mutate()}>
        Take out of the album
      </button>
    </div>
  );
}
