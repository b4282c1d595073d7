/**
 * Whoever counts and whoever takes names away touch the same rows in different orders: they take turns, each for the length
 * of one transaction.
 */
export async function lockFigures(run: (sql: string) => Promise<unknown>): Promise<void> {
  await run(`SELECT pg_advisory_xact_lock(hashtext('hearth.analytics.figures'))`);
}
