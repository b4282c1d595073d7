import { Printer } from 'lucide-react';
import { AR } from 'js-aruco2';
import { useMemo } from 'react';
import { BOARD } from './board.ts';
import styles from './BoardPage.module.css';

/** The board to print, hold up and film. */
export default function BoardPage() {
  const markers = useMemo(() => {
    const dictionary = new AR.Dictionary(BOARD.dictionary);
    return Array.from({ length: BOARD.columns * BOARD.rows }, (_, id) => dictionary.generateSVG(id));
  }, []);
  return (
    <div className={styles.page}>
      <header className={styles.words}>
        <h1>Calibration board</h1>
        <ol>
          <li>Print it at 100% (not “fit to page”) and glue it onto something flat and stiff.</li>
          <li>Measure one black square: it must be {BOARD.markerMm} mm wide.</li>
          <li>
            With all phones where they will film, record a take of half a minute: hold the board so that as
            many phones as possible see it, tilt it, move it about, and hold still now and then.
          </li>
          <li>
            Open that take and choose “Calibrate from this take”. The phones must then stay where they are.
          </li>
        </ol>
        <button type="button" className="button button-primary" onClick={() => print()}>
          <Printer size={18} aria-hidden /> Print
        </button>
      </header>
      <div className={styles.sheet} role="img" aria-label="24 black and white markers in 6 rows">
        {markers.map((svg, id) => (
          <img key={id} src={`data:image/svg+xml,${encodeURIComponent(svg)}`} alt="" />
        ))}
      </div>
    </div>
  );
}
