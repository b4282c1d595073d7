/** A `DataSource`, an `EntityManager` or a `QueryRunner`. */
export interface Queryable {
  query<T = unknown>(sql: string, parameters?: unknown[]): Promise<T>;
}
