import type { PointerEvent } from 'react';
import styles from './MapPage.module.css';

/** The map below would take the press for the begin of a move. */
const keep = (event: PointerEvent) => event.stopPropagation();

/** Whose towns and outlines these are: the licence of GeoNames asks for it. */
export function MapCredit({ tiles }: { readonly tiles: string | undefined }) {
  return (
    <p className={styles.credit} onPointerDown={keep}>
      {tiles !== undefined && `Map: ${tiles}. `}
      Towns:{' '}
      <a href="https://www.geonames.org/" target="_blank" rel="noreferrer noopener">
        GeoNames
      </a>
      ,{' '}
      <a href="https://creativecommons.org/licenses/by/4.0/" target="_blank" rel="noreferrer noopener">
        CC BY 4.0
      </a>
      . Land: Natural Earth.
    </p>
  );
}
