import type { PlaceCluster } from '@hearth/contracts';
import { memo } from 'react';
import { countOf } from '../design/format.ts';
import styles from './MapPage.module.css';
import { mapX, mapY, placeInCell, toScreen, worldPx, type MapView, type Size } from '../ground/map-view.ts';
import { namedPlaces } from './named-places.ts';

interface BubblesProps {
  readonly clusters: readonly PlaceCluster[];
  readonly view: MapView;
  readonly size: Size;
  readonly chosen: string | undefined;
  readonly onChoose: (cluster: PlaceCluster) => void;
}

const BUBBLE_PX = 60;

/** A picture for each place, with how many there are; also of those that a drag may bring into sight. */
export const Bubbles = memo(function Bubbles({ clusters, view, size, chosen, onChoose }: BubblesProps) {
  const placed = clusters
    .map((cluster) => ({
      cluster,
      files: cluster.files,
      name: cluster.place?.replace(/, [^,]*$/, ''),
      ...placeOf(cluster, view, size),
    }))
    .filter(
      ({ left, top }) =>
        Math.abs(left - size.width / 2) < size.width + BUBBLE_PX &&
        Math.abs(top - size.height / 2) < size.height + BUBBLE_PX,
    );
  const named = namedPlaces(placed);
  return (
    <ul className={styles.bubbles} aria-label="Places">
      {placed.map((place) => (
        <li key={place.cluster.bbox} style={{ transform: `translate(${place.left}px, ${place.top}px)` }}>
          <button
            type="button"
            className={styles.bubble}
            aria-pressed={chosen === place.cluster.bbox}
            aria-label={`${countOf(place.cluster.files, 'photo')}${place.cluster.place ? ` near ${place.cluster.place}` : ''}`}
            onClick={() => onChoose(place.cluster)}
          >
            {place.cluster.thumbnailUrl !== null && (
              <img src={place.cluster.thumbnailUrl} alt="" draggable={false} decoding="async" />
            )}
            <span className={`${styles.count} figures`}>{place.cluster.files.toLocaleString('en')}</span>
          </button>
          {named.has(place) && (
            <span className={styles.town} aria-hidden>
              {place.name}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
});

function placeOf({ lat, lon, cell }: PlaceCluster, view: MapView, size: Size) {
  const from = toScreen(view, size, mapX(cell.west), mapY(cell.north));
  const at = toScreen(view, size, mapX(lon), mapY(lat));
  const [wide, high] = [
    (mapX(cell.east) - mapX(cell.west)) * worldPx(view.zoom),
    (mapY(cell.south) - mapY(cell.north)) * worldPx(view.zoom),
  ];
  // A cell that begins on the other side of the world is drawn where its photos are.
  const left =
    Math.abs(from.left - at.left) > wide * 2
      ? at.left
      : placeInCell(at.left, from.left, from.left + wide, BUBBLE_PX);
  return { left, top: placeInCell(at.top, from.top, from.top + high, BUBBLE_PX) };
}
