import { useMemo } from 'react';
import { addressOfTile, tilesOf } from './map-tiles.ts';
import type { MapView, Size } from '../ground/map-view.ts';
import styles from './MapPage.module.css';

interface TilesProps {
  readonly address: string;
  readonly view: MapView;
  readonly size: Size;
}

/** The owner's own map over the outline, which stays where a tile does not come. */
export function Tiles({ address, view, size }: TilesProps) {
  const tiles = useMemo(() => tilesOf(view, size), [view, size]);
  return (
    <div className={styles.tiles} aria-hidden>
      {tiles.map((tile) => (
        <img
          key={tile.key}
          src={addressOfTile(address, tile)}
          alt=""
          draggable={false}
          decoding="async"
          style={{
            width: tile.sidePx + 0.5,
            height: tile.sidePx + 0.5,
            transform: `translate(${tile.left}px, ${tile.top}px)`,
          }}
        />
      ))}
    </div>
  );
}
