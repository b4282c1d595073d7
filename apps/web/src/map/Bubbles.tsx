import type { PlaceCluster } from '@hearth/contracts';
import { countOf } from '../design/format.ts';
import styles from './MapPage.module.css';
import { mapX, mapY, placeInCell, toScreen, worldPx, type MapView, type Size } from './map-view.ts';

interface BubblesProps {
  readonly clusters: readonly PlaceCluster[];
  readonly view: MapView;
  readonly size: Size;
  readonly chosen: string | undefined;
  readonly onChoose: (cluster: PlaceCluster) => void;
}

const BUBBLE_PX = 60;
/** With more in sight, their names would cover one another. */
const MOST_NAMED = 24;

/** A picture for each place, with how many there are. */
export function Bubbles({ clusters, view, size, chosen, onChoose }: BubblesProps) {
  const placed = clusters
    .map((cluster) => ({ cluster, ...placeOf(cluster, view, size) }))
    .filter(
      ({ left, top }) =>
        left > -BUBBLE_PX &&
        left < size.width + BUBBLE_PX &&
        top > -BUBBLE_PX &&
        top < size.height + BUBBLE_PX,
    );
  return (
    <ul className={styles.bubbles} aria-label="Places">
      {placed.map(({ cluster, left, top }) => (
        <li key={cluster.bbox} style={{ transform: `translate(${left}px, ${top}px)` }}>
          <button
            type="button"
            className={styles.bubble}
            aria-pressed={chosen === cluster.bbox}
            aria-label={`${countOf(cluster.files, 'photo')}${cluster.place ? ` near ${cluster.place}` : ''}`}
            onClick={() => onChoose(cluster)}
          >
            {cluster.thumbnailUrl !== null && (
              <img src={cluster.thumbnailUrl} alt="" draggable={false} decoding="async" />
            )}
            <span className={`${styles.count} figures`}>{cluster.files.toLocaleString('en')}</span>
          </button>
          {cluster.place !== null && placed.length <= MOST_NAMED && (
            <span className={styles.town} aria-hidden>
              {cluster.place.replace(/, [^,]*$/, '')}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

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
