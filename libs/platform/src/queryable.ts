/** A `DataSource`, an `EntityManager` or a `QueryRunner`. */
export interface Queryable {
  query<T = unknown>(sql: string, parameters?: unknown[]): Promise<T>;
}

/**
 * The rows that an `INSERT`, `UPDATE` or `DELETE` with `RETURNING` gives. TypeORM answers each of the three in another shape
 * unless they are asked in this way. A statement that changes two tables at once has `WITH` of its own, and ends in a `SELECT` itself.
 */
export function returning<T>(
  database: Queryable,
  statement: string,
  parameters: unknown[] = [],
): Promise<T[]> {
  return database.query<T[]>(`WITH returned AS (${statement}) SELECT * FROM returned`, parameters);
}
