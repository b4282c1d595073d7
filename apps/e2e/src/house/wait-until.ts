import { eventually } from '@hearth/testing';

/** Waits for what the house shows only after a while; says what for when it does not come. */
export function waitUntil<T>(what: string, look: () => Promise<T> | T, timeoutMs = 60_000) {
  return eventually(look, undefined, { what, withinMs: timeoutMs });
}
