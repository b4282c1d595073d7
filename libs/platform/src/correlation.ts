import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';

const storage = new AsyncLocalStorage<string>();

/** The id that ties together a request, the events that came of it and their consumers' log lines. */
export function correlationId(): string {
  return storage.getStore() ?? randomUUID();
}

/** The same, where there is one. */
export function findCorrelationId(): string | undefined {
  return storage.getStore();
}

export function withCorrelationId<T>(id: string, run: () => T): T {
  return storage.run(id, run);
}

/** For hooks that cannot wrap what comes after them. */
export function enterCorrelationId(id: string): void {
  storage.enterWith(id);
}
