import type { PlaceCluster } from '@hearth/contracts';
import { MapPin, Minus, Plus, X } from 'lucide-react';
import { useCallback, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { usePlace } from '../page/place.ts';
import { countOf } from '../design/format.ts';
import { Face } from '../design/Face.tsx';
import { useStable } from '../design/use-stable.ts';
import { ProblemFace } from '../design/ProblemFace.tsx';
import { FileGrid } from '../library/FileGrid.tsx';
import { LibraryHeader } from '../library/LibraryHeader.tsx';
import { useFiles } from '../files/use-files.ts';
import { FileSelection } from '../selection/file-selection.ts';
import { SelectionBar } from '../selection-bar/SelectionBar.tsx';
import { SelectionContext } from '../selection/use-selection.ts';
import { findTile } from '../viewer/find-tile.ts';
import { ViewedFile } from '../viewer/ViewedFile.tsx';
import { Bubbles } from './Bubbles.tsx';
import { LandCanvas } from '../ground/LandCanvas.tsx';
import { MapCredit } from './MapCredit.tsx';
import ground from '../ground/Ground.module.css';
import { useSize } from '../ground/use-size.ts';
import styles from './MapPage.module.css';
import { isFarFrom, shiftOf } from '../ground/drawn-ground.ts';
import {
  heldView,
  readBox,
  viewOf,
  zoomedAt,
  type Box,
  type MapView,
  type Size,
} from '../ground/map-view.ts';
import { Tiles } from './Tiles.tsx';
import { ON_MAP, timeOfYear, usePhotosIn, usePlaces, useWholeMap, useYears, WORLD } from './use-places.ts';
import { useMapGestures } from './use-map-gestures.ts';

const START: MapView = { x: 0.53, y: 0.4, zoom: 1 };
const LINKED_ZOOM = 8;
const NONE: readonly PlaceCluster[] = [];

/** Where the photos were taken. What is chosen, and the year, stand in the address. */
export default function MapPage() {
  const [, navigate] = useLocation();
  const { search, viewedId } = usePlace();
  const year = /^\d{4}$/.exec(search.get('year') ?? '')?.[0];
  const chosen = search.get('bbox') ?? undefined;
  const map = useRef<HTMLDivElement>(null);
  const size = useSize(map);
  const [asked, setView] = useState<MapView>();
  const [opened, setOpened] = useState<PlaceCluster>();
  const [selection] = useState(() => new FileSelection());
  const whole = useWholeMap(year);
  const [linked] = useState(() => readBox(chosen));
  const all = whole.data && size.width > 0 ? viewOfAll(whole.data.clusters, size) : undefined;
  const first = linked && size.width > 0 ? viewOfLink(linked, size) : all;
  const view = heldView(asked ?? first ?? START, size);
  // Where the pictures of places were put: a drag moves them all together.
  const [put, setPut] = useState(view);
  if (put !== view && isFarFrom(put, view, size)) setPut(view);
  const moved = shiftOf(put, view);
  // Until it is known where to begin, nothing of it is asked for.
  const places = usePlaces(view, size, {
    year,
    isWanted: asked !== undefined || first !== undefined || !whole.isPending,
  });
  const tiles = whole.data?.tiles;
  const years = useYears(!whole.isPending);
  const gestures = useMapGestures({ map, view, size, onView: setView });
  const list = useFiles(
    { ...ON_MAP, ...timeOfYear(year), ...(chosen !== undefined && { bbox: chosen }), sort: '-takenAt' },
    chosen !== undefined,
  );
  const { fetchNextPage, hasNextPage, isFetching } = list;
  const loadMore = useCallback(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);
  const show = (next: { year?: string | undefined; bbox?: string | undefined }) => {
    const params = new URLSearchParams();
    for (const [name, value] of Object.entries(next)) if (value !== undefined) params.set(name, value);
    navigate(params.size === 0 ? '/map' : `/map?${params}`, { replace: true });
  };
  const choose = useStable((one: PlaceCluster) => {
    setOpened(one);
    show({ year, bbox: one.bbox });
  });
  // Coarsely, until what is around the part that is looked at is here.
  const clusters = places.data?.clusters ?? whole.data?.clusters ?? NONE;
  // With the list beside it the map is smaller, and may put its places together otherwise.
  const cluster = [...clusters, opened].find((one) => one?.bbox === chosen);
  const counted = usePhotosIn(chosen ?? WORLD, year, chosen !== undefined && cluster === undefined);
  const photos = cluster?.files ?? counted;
  const zoomBy = (by: number) => setView(zoomedAt(view, size, by, size.width / 2, size.height / 2));
  const isEmpty = whole.data?.clusters.length === 0;

  return (
    <SelectionContext value={selection}>
      <div className={styles.page} data-open={chosen !== undefined}>
        <LibraryHeader title="Map" />
        <div
          ref={map}
          className={`${ground.ground} ${styles.map}`}
          role="application"
          aria-label="Map of where photos were taken; arrow keys move it, plus and minus zoom"
          tabIndex={0}
          {...gestures}
        >
          <LandCanvas view={view} size={size} />
          {tiles && <Tiles address={tiles.url} view={view} size={size} />}
          <div className={styles.moved} style={{ transform: `translate(${moved.left}px, ${moved.top}px)` }}>
            <Bubbles clusters={clusters} view={put} size={size} chosen={chosen} onChoose={choose} />
          </div>
          <MapCredit tiles={tiles?.credit ?? undefined} />
        </div>
        {years.length > 1 && (
          <div className={styles.years} role="group" aria-label="Year">
            <button type="button" className="chip" aria-pressed={year === undefined} onClick={() => show({})}>
              All years
            </button>
            {years.map((one) => (
              <button
                key={one}
                type="button"
                className="chip"
                aria-pressed={year === one}
                onClick={() => show({ year: year === one ? undefined : one })}
              >
                {one}
              </button>
            ))}
          </div>
        )}
        <div className={styles.zoom}>
          <button type="button" className="icon-button" aria-label="Zoom in" onClick={() => zoomBy(1)}>
            <Plus size={22} aria-hidden />
          </button>
          <button type="button" className="icon-button" aria-label="Zoom out" onClick={() => zoomBy(-1)}>
            <Minus size={22} aria-hidden />
          </button>
        </div>
        {places.isError && clusters.length === 0 && (
          <div className={styles.face}>
            <ProblemFace error={places.error} onRetry={() => void places.refetch()} />
          </div>
        )}
        {isEmpty && (
          <div className={styles.face}>
            <Face icon={MapPin} title={year ? `No places in ${year}` : 'No places yet'}>
              <p>Photos and videos that know where they were taken show up here by themselves.</p>
            </Face>
          </div>
        )}
        {chosen !== undefined && (
          <section className={styles.panel} aria-label="Photos of this place">
            <header className={styles.panelHead}>
              <h2>{cluster?.place ?? 'This place'}</h2>
              <p role="status">{photos === undefined ? '' : countOf(photos, 'photo')}</p>
              <button type="button" className="icon-button" aria-label="Close" onClick={() => show({ year })}>
                <X size={22} aria-hidden />
              </button>
            </header>
            {list.isError && list.files.length === 0 ? (
              <ProblemFace error={list.error} onRetry={() => void list.refetch()} />
            ) : (
              <FileGrid label="Photos of this place" files={list.files} onNearEnd={loadMore} />
            )}
          </section>
        )}
        <SelectionBar />
        {viewedId !== undefined && (
          <ViewedFile id={viewedId} listed={list.files} findTile={findTile} onNearEnd={loadMore} />
        )}
      </div>
    </SelectionContext>
  );
}

/** A place with so much around it that one sees where it is. */
function viewOfLink(box: Box, size: Size): MapView {
  const view = viewOf(box, size);
  return heldView({ ...view, zoom: Math.min(view.zoom, LINKED_ZOOM) }, size);
}

/** The window over all clusters; undefined where there are none. */
function viewOfAll(clusters: readonly PlaceCluster[], size: Size): MapView | undefined {
  if (clusters.length === 0) return undefined;
  const side = (pick: (...all: number[]) => number, of: (cluster: PlaceCluster) => number) =>
    pick(...clusters.map(of));
  const box: Box = {
    west: side(Math.min, ({ lon }) => lon),
    east: side(Math.max, ({ lon }) => lon),
    south: side(Math.min, ({ lat }) => lat),
    north: side(Math.max, ({ lat }) => lat),
  };
  return viewOf(box, size);
}
