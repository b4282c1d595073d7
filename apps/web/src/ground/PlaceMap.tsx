import { useMemo, useRef } from 'react';
import { Link } from 'wouter';
import styles from './Ground.module.css';
import { LandCanvas } from './LandCanvas.tsx';
import { heldView, mapX, mapY, writeBox } from './map-view.ts';
import { useSize } from './use-size.ts';

interface PlaceMapProps {
  readonly lat: number;
  readonly lon: number;
}

/** A country or two around it. */
const ZOOM = 4.5;
/** About a kilometre: what was taken here stands on the map together. */
const AROUND = 0.01;

/** Where something was taken, small; it leads to the map, with all that was taken there. */
export default function PlaceMap({ lat, lon }: PlaceMapProps) {
  const frame = useRef<HTMLAnchorElement>(null);
  const size = useSize(frame);
  const view = useMemo(() => heldView({ x: mapX(lon), y: mapY(lat), zoom: ZOOM }, size), [lat, lon, size]);
  const box = writeBox({ west: lon - AROUND, south: lat - AROUND, east: lon + AROUND, north: lat + AROUND });
  return (
    <Link
      ref={frame}
      href={`/map?bbox=${box}`}
      className={`${styles.ground} ${styles.place}`}
      aria-label="Show this place on the map"
    >
      <LandCanvas view={view} size={size} />
      <span className={styles.here} />
    </Link>
  );
}
