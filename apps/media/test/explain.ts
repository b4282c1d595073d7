import type { Queryable } from '@hearth/platform';

export interface Plan {
  readonly text: string;
  readonly indexes: string[];
  /** Of the step that read most. */
  readonly rowsRead: number;
}

/** Runs a statement and says how Postgres went about it. */
export async function explain(
  database: Queryable,
  sql: string,
  values: readonly unknown[] = [],
): Promise<Plan> {
  const [row] = await database.query<[{ 'QUERY PLAN': [{ Plan: Record<string, unknown> }] }]>(
    `EXPLAIN (ANALYZE, FORMAT JSON) ${sql}`,
    [...values],
  );
  const plan = row['QUERY PLAN'][0].Plan;
  const nodes: Record<string, unknown>[] = [];
  const visit = (node: Record<string, unknown>) => {
    nodes.push(node);
    for (const child of (node['Plans'] ?? []) as Record<string, unknown>[]) visit(child);
  };
  visit(plan);
  return {
    text: JSON.stringify(plan),
    indexes: nodes.map((node) => node['Index Name']).filter((name) => typeof name === 'string'),
    rowsRead: Math.max(
      ...nodes.map((node) => Number(node['Actual Rows']) + Number(node['Rows Removed by Filter'] ?? 0)),
    ),
  };
}

/** A database that explains whatever it is asked by `work`, and answers as the real one would. */
export async function explainQueriesOf(
  database: Queryable,
  work: (database: Queryable) => Promise<unknown>,
): Promise<Plan[]> {
  const plans: Plan[] = [];
  await work({
    query: async <T>(sql: string, values?: unknown[]): Promise<T> => {
      plans.push(await explain(database, sql, values));
      return database.query<T>(sql, values);
    },
  });
  return plans;
}
