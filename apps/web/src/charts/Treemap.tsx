import { hierarchy, treemap } from 'd3-hierarchy';
import styles from './Treemap.module.css';

export interface Part {
  readonly key: string;
  readonly label: string;
  readonly amount: number;
  /** The amount in words. */
  readonly figure: string;
  readonly colour: string;
}

/** Of a phone's width and a comfortable height; the browser stretches it. */
const WIDTH = 340;
const HEIGHT = 200;
/** A word in a smaller field is cut to nothing. */
const LEAST_LABELLED = { width: 64, height: 40 };

type Node = Part | { readonly parts: readonly Part[] };

/** Parts of a whole, each as large as its share. Only a picture: the list beside it has the figures. */
export function Treemap({ parts }: { readonly parts: readonly Part[] }) {
  const root = hierarchy<Node>({ parts }, (node) => ('parts' in node ? node.parts : undefined)).sum((node) =>
    'parts' in node ? 0 : node.amount,
  );
  const leaves = treemap<Node>().size([WIDTH, HEIGHT]).paddingInner(2)(root).leaves();
  return (
    <div className={styles.map} aria-hidden>
      {leaves.map(({ data, x0, x1, y0, y1 }) => {
        if ('parts' in data) return null;
        const isLabelled = x1 - x0 >= LEAST_LABELLED.width && y1 - y0 >= LEAST_LABELLED.height;
        return (
          <span
            key={data.key}
            className={styles.part}
            title={`${data.label} · ${data.figure}`}
            style={{
              left: `${(100 * x0) / WIDTH}%`,
              top: `${(100 * y0) / HEIGHT}%`,
              width: `${(100 * (x1 - x0)) / WIDTH}%`,
              height: `${(100 * (y1 - y0)) / HEIGHT}%`,
              background: data.colour,
            }}
          >
            {isLabelled && (
              <>
                <span>{data.label}</span>
                <span className="figures">{data.figure}</span>
              </>
            )}
          </span>
        );
      })}
    </div>
  );
}
