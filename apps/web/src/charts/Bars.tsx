import styles from './Bars.module.css';

interface Bar {
  /** What it stands for and how much it is, for whoever points at it. */
  readonly name: string;
  readonly amount: number;
}

/** Amounts side by side. Only a picture: a table behind it has the figures. */
export function Bars({ bars }: { readonly bars: readonly Bar[] }) {
  const most = Math.max(Number.MIN_VALUE, ...bars.map(({ amount }) => amount));
  return (
    <div className={styles.bars} style={{ columnGap: gapOf(bars.length) }} aria-hidden>
      {bars.map(({ name, amount }, at) => (
        <span key={at} title={name} style={{ height: `${(100 * amount) / most}%` }} />
      ))}
    </div>
  );
}

/** A pixel, but no more than a fifth of the width in all: a year of days on a phone would be nothing but gaps. */
function gapOf(bars: number): string {
  return `min(1px, ${20 / Math.max(1, bars)}%)`;
}
