import {
  addAlbum,
  addToAlbum,
  listAlbums,
  takeFromAlbum,
  type AlbumId,
  type FileSummary,
} from '@hearth/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { BookImage } from 'lucide-react';
import { Complaint } from '../design/Complaint.tsx';
import { countOf } from '../design/format.ts';
import { Sheet } from '../design/Sheet.tsx';
import { LIST_KEY } from '../files/use-files.ts';
import { showNotice } from '../notices/notices.ts';
import { request } from '../session/request.ts';
import styles from './AlbumSheet.module.css';

interface AlbumSheetProps {
  readonly files: readonly FileSummary[];
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** As many as the hub takes at once. */
const MOST_AT_ONCE = 1_000;

/** Puts files into an album, or a new one. */
export function AlbumSheet({ files, onDone, onClose }: AlbumSheetProps) {
  const client = useQueryClient();
  const albums = useQuery({
    queryKey: ['albums', 'to-choose'],
    queryFn: () => request(listAlbums, { query: { limit: 200 } }),
  });
  const fileIds = files.map(({ id }) => id);
  // By day an album is a list like others.
  const refresh = () =>
    Promise.all([
      client.invalidateQueries({ queryKey: ['albums'] }),
      client.invalidateQueries({ queryKey: LIST_KEY }),
    ]);
  const add = useMutation({
    mutationFn: async ({ id, title }: { id?: AlbumId; title: string }) => {
      const albumId = id ?? (await request(addAlbum, { body: { title } })).id;
      for (let from = 0; from < fileIds.length; from += MOST_AT_ONCE) {
        await request(addToAlbum, {
          params: { id: albumId },
          body: { fileIds: fileIds.slice(from, from + MOST_AT_ONCE) },
        });
      }
      return { albumId, title };
    },
    onSuccess: async ({ albumId, title }) => {
      await refresh();
      const undo = async () => {
        await request(takeFromAlbum, {
          params: { id: albumId },
          body: { fileIds: fileIds.slice(0, MOST_AT_ONCE) },
        });
        await refresh();
      };
      showNotice(`${countOf(fileIds.length, 'file')} put into ${title}`, {
        ...(fileIds.length <= MOST_AT_ONCE && { action: { label: 'Undo', run: () => void undo() } }),
      });
      onDone();
    },
  });
  return (
    <Sheet title={`Put ${countOf(files.length, 'file')} into an album`} onClose={onClose}>
      <div className="form">
        <ul className={styles.albums} aria-label="Albums">
          {albums.data?.items.map(({ id, title, files: count }) => (
            <li key={id}>
              <button
                type="button"
                className={styles.album}
                disabled={add.isPending}
                onClick={() => add.mutate({ id, title })}
              >
                <BookImage size={18} aria-hidden />
                <bdi>{title}</bdi>
                <span className="hint">{countOf(count, 'file')}</span>
              </button>
            </li>
          ))}
        </ul>
        <Complaint error={add.error ?? albums.error} />
        <form
          className={styles.newAlbum}
          onSubmit={(event) => {
            event.preventDefault();
            const title = String(new FormData(event.currentTarget).get('title')).trim();
            if (title !== '') add.mutate({ title });
          }}
        >
          <input
            className="field"
            name="title"
            aria-label="Title of a new album"
            placeholder="A new album"
            maxLength={200}
          />
          <button type="submit" className="button button-primary" disabled={add.isPending}>
            Make it
          </button>
        </form>
        <div className="choices">
          <button type="button" className="button" onClick={onClose}>
            Cancel
          </button>
        </div>
      </div>
    </Sheet>
  );
}
