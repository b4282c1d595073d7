import {
  listShareUploads,
  showShareUpload,
  type FileId,
  type OutputOf,
  type ShareId,
} from '@hearth/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Check, Images, Maximize, X } from 'lucide-react';
import { useRef } from 'react';
import type { PageProps } from '../page/page-props.ts';
import { PageSkeleton } from '../page/PageSkeleton.tsx';
import { useTitle } from '../page/use-title.ts';
import { Face } from '../design/Face.tsx';
import { countOf } from '../design/format.ts';
import { Page } from '../design/Page.tsx';
import { ProblemFace } from '../design/ProblemFace.tsx';
import { visibleText } from '../design/visible-text.ts';
import { FilePicture } from '../files/FilePicture.tsx';
import { labelOf } from '../files/tile-label.ts';
import { request } from '../session/request.ts';
import styles from './WallPage.module.css';

/** So soon a picture hangs after it came. */
const LOOK_EVERY_MS = 3_000;

type Brought = OutputOf<typeof listShareUploads>['items'][number];

/** What guests bring, as it comes: for a television in the room, and for whoever looks at it before. */
export default function WallPage({ params }: PageProps) {
  const id = params['id'] as ShareId;
  const client = useQueryClient();
  const wall = useRef<HTMLUListElement>(null);
  const key = ['wall', id];
  const list = useQuery({
    queryKey: key,
    queryFn: () => request(listShareUploads, { params: { id } }),
    refetchInterval: LOOK_EVERY_MS,
  });
  const show = useMutation({
    mutationFn: ({ fileId, isShown }: { fileId: FileId; isShown: boolean }) =>
      request(showShareUpload, { params: { id, fileId }, body: { isShown } }),
    onSettled: () => client.invalidateQueries({ queryKey: key }),
  });
  const title = list.data?.label ? visibleText(list.data.label) : 'Wall';
  useTitle(title);
  if (list.isPending) return <PageSkeleton />;
  if (!list.data) return <ProblemFace error={list.error} onRetry={() => void list.refetch()} />;
  const pictures = list.data.items.filter(({ thumbnailUrl }) => thumbnailUrl !== null);
  const shown = pictures.filter(({ isShown }) => isShown);
  const waiting = pictures.filter(({ isShown }) => !isShown);
  return (
    <Page
      title={title}
      lead={`${countOf(shown.length, 'picture')} on the wall`}
      back={{ href: '/shares', label: 'Back to the shared links' }}
      isWide
      action={
        <button
          type="button"
          className="button"
          onClick={() => void wall.current?.requestFullscreen().catch(() => undefined)}
        >
          <Maximize size={18} aria-hidden />
          Whole screen
        </button>
      }
    >
      {waiting.length > 0 && (
        <section className={styles.waiting} aria-labelledby="waiting">
          <h2 id="waiting">Not on the wall</h2>
          <ul>
            {waiting.map((file) => (
              <li key={file.id}>
                <Picture file={file} />
                <button
                  type="button"
                  className="icon-button"
                  aria-label={`Show ${visibleText(file.name)}`}
                  onClick={() => show.mutate({ fileId: file.id, isShown: true })}
                >
                  <Check size={20} aria-hidden />
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
      {shown.length === 0 && (
        <Face icon={Images} title="Nothing hangs here yet">
          <p>What your guests bring appears by itself.</p>
        </Face>
      )}
      <ul ref={wall} className={styles.wall} aria-label="The wall" aria-live="polite">
        {shown.map((file) => (
          <li key={file.id}>
            <Picture file={file} />
            <button
              type="button"
              className="icon-button"
              aria-label={`Take ${visibleText(file.name)} off the wall`}
              onClick={() => show.mutate({ fileId: file.id, isShown: false })}
            >
              <X size={18} aria-hidden />
            </button>
          </li>
        ))}
      </ul>
    </Page>
  );
}

function Picture({ file }: { readonly file: Brought }) {
  return (
    <>
      <FilePicture file={{ ...file, thumbnailUrl: file.previewUrl ?? file.thumbnailUrl }} />
      <span className="visually-hidden">{labelOf(file)}</span>
    </>
  );
}
