/** All rows that are found for any of these, asked for so many at a time. */
export async function inParts<Asked, Row>(
  all: readonly Asked[],
  perQuery: number,
  find: (some: readonly Asked[]) => Promise<readonly Row[]>,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (let from = 0; from < all.length; from += perQuery) {
    // One by one: as arguments of one call, some 120,000 are more than the stack holds.
    for (const row of await find(all.slice(from, from + perQuery))) rows.push(row);
  }
  return rows;
}
