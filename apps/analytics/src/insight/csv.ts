type Cell = string | number | boolean | null | undefined;

/** RFC 4180: lines end in CRLF, the first one names the columns; what holds a comma, a quote or an end of line is quoted. */
export function toCsv<Row extends object>(
  columns: readonly (keyof Row & string)[],
  rows: readonly Row[],
): string {
  const lines = rows.map((row) => columns.map((column) => cellOf(row[column] as Cell)).join(','));
  return [columns.join(','), ...lines, ''].join('\r\n');
}

/** A spreadsheet takes what begins like this for a formula, and names of files are chosen by anybody. */
const FORMULA = /^[=+\-@\t\r]/;

function cellOf(value: Cell): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'string') return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
