import { setTimeout as pause } from 'node:timers/promises';

/** SQLSTATE: deadlock_detected, serialization_failure, unique_violation. */
const CROSSED = new Set(['40P01', '40001', '23505']);
const TRIES = 5;

/** Does it again where another transaction, a scan's say, crossed this one. */
export async function again<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (tries === TRIES || !CROSSED.has(sqlStateOf(error))) throw error;
      await pause(50 * tries);
    }
  }
}

export function sqlStateOf(error: unknown): string {
  const { code, driverError } = error as { code?: string; driverError?: { code?: string } };
  return code ?? driverError?.code ?? '';
}
