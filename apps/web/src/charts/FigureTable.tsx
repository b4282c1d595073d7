import styles from './FigureTable.module.css';

interface FigureTableProps {
  /** What it is a table of, for whoever does not see the chart. */
  readonly caption: string;
  readonly columns: readonly string[];
  /** The first cell names its row. */
  readonly rows: readonly (readonly (string | number)[])[];
}

/** The figures behind a chart, for whoever asks for them. */
export function FigureTable({ caption, columns, rows }: FigureTableProps) {
  return (
    <details className={styles.more}>
      <summary>As a table</summary>
      <div className={styles.scroll} role="region" aria-label={caption} tabIndex={0}>
        <table className={`${styles.table} figures`}>
          <caption className="visually-hidden">{caption}</caption>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(([name, ...cells], at) => (
              <tr key={at}>
                <th scope="row">{name}</th>
                {cells.map((cell, column) => (
                  <td key={column}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
