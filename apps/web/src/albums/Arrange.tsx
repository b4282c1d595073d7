import { changeAlbum, type AlbumId, type FileId, type FileSummary } from '@hearth/contracts';
import {
  closestCenter,
  DndContext,
  KeyboardSensor,
  MouseSensor,
  TouchSensor,
  useSensor,
  useSensors,
  type Announcements,
  type DragEndEvent,
} from '@dnd-kit/core';
import { rectSortingStrategy, SortableContext, sortableKeyboardCoordinates } from '@dnd-kit/sortable';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { visibleText } from '../design/visible-text.ts';
import { showNotice } from '../notices/notices.ts';
import { request } from '../session/request.ts';
import { ALBUMS_KEY } from './AlbumsPage.tsx';
import styles from './Arrange.module.css';
import { ArrangedTile } from './ArrangedTile.tsx';
import { dropOn, placesOf, put, type Drop } from './drop-on.ts';

/** A finger that rests so long lifts a picture; one that moves earlier scrolls. */
const TOUCH = { delay: 200, tolerance: 8 };
/** A press that moved less opens nothing and lifts nothing. */
const MOUSE_PX = 5;

interface ArrangeProps {
  readonly id: AlbumId;
  readonly files: readonly FileSummary[];
  /** The album goes on after these files. */
  readonly hasMore: boolean;
  readonly onNearEnd: () => void;
  readonly onDone: () => void;
}

/** An album's own order, by hand: each picture is dragged to its place, with a mouse, a finger or the arrow keys. */
export default function Arrange({ id, files, hasMore, onNearEnd, onDone }: ArrangeProps) {
  const client = useQueryClient();
  const [drops, setDrops] = useState<readonly Drop[]>([]);
  const inOrder = useMemo(() => drops.reduce(put, files), [drops, files]);
  const shown = placesOf(inOrder, hasMore);
  const move = useMutation({
    mutationFn: ({ id: fileId, before }: Drop) =>
      request(changeAlbum, {
        params: { id },
        body: { move: { fileIds: [fileId as FileId], before: before as FileId | null } },
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: ALBUMS_KEY }),
    onError: (error) => showNotice(error.message, { isFailure: true }),
  });
  // What was dropped stays where it is until the album says so itself, also when more of it arrives meanwhile.
  useEffect(() => {
    if (!move.isPending) setDrops([]);
  }, [files, move.isPending]);
  const drop = ({ active, over }: DragEndEvent) => {
    const dropped = dropOn(inOrder, String(active.id), over && String(over.id));
    if (!dropped) return;
    setDrops([...drops, dropped]);
    move.mutate(dropped, {
      onSuccess: () =>
        showNotice('Moved', {
          action: { label: 'Undo', run: () => move.mutate({ ...dropped, before: dropped.formerBefore }) },
        }),
    });
  };
  const sensors = useSensors(
    useSensor(MouseSensor, { activationConstraint: { distance: MOUSE_PX } }),
    useSensor(TouchSensor, { activationConstraint: TOUCH }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = end.current;
    if (!element) return undefined;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && onNearEnd(), {
      rootMargin: '1500px',
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [onNearEnd, files]);
  return (
    <>
      <div className={styles.head}>
        <p id="arrange-how">
          Drag each picture to its place. With the keyboard: space lifts it, the arrow keys move it, space
          drops it.
        </p>
        <button type="button" className="button" data-primary onClick={onDone}>
          Done
        </button>
      </div>
      <DndContext
        sensors={sensors}
        collisionDetection={closestCenter}
        accessibility={{ announcements: announcementsOf(shown) }}
        onDragEnd={drop}
      >
        <SortableContext items={shown.map((file) => file.id)} strategy={rectSortingStrategy}>
          <ol className={styles.tiles} aria-label="Order of the album">
            {shown.map((file) => (
              <ArrangedTile key={file.id} file={file} />
            ))}
          </ol>
        </SortableContext>
      </DndContext>
      <div ref={end} />
    </>
  );
}

function announcementsOf(files: readonly FileSummary[]): Announcements {
  const nameOf = (id: unknown) => visibleText(files.find((file) => file.id === id)?.name ?? 'It');
  const placeOf = (id: unknown) => `${files.findIndex((file) => file.id === id) + 1} of ${files.length}`;
  return {
    onDragStart: ({ active }) => `${nameOf(active.id)} is lifted, place ${placeOf(active.id)}.`,
    onDragOver: ({ active, over }) =>
      over ? `${nameOf(active.id)} is over place ${placeOf(over.id)}.` : undefined,
    onDragEnd: ({ active, over }) =>
      over
        ? `${nameOf(active.id)} was dropped at place ${placeOf(over.id)}.`
        : `${nameOf(active.id)} is back.`,
    onDragCancel: ({ active }) => `${nameOf(active.id)} is back where it was.`,
  };
}
