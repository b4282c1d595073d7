/** By which the tabs of this browser agree on who writes a transfer, or makes its ZIP. */
export function lockName(place: string): string {
  return `hearth-drop ${place}`;
}

/** Does `work` alone; not at all where somebody else is at it. Old browsers have no locks, and there it is done anyway. */
export async function ifNobodyIsAt(name: string, work: () => Promise<void>): Promise<void> {
  if (!('locks' in navigator)) return work();
  await navigator.locks.request(name, { ifAvailable: true }, async (lock) => {
    if (lock) await work();
  });
}

/** Does `work` once nobody else is at it. */
export async function oneAtATime<T>(name: string, work: () => Promise<T>): Promise<T> {
  if (!('locks' in navigator)) return work();
  return (await navigator.locks.request(name, work)) as T;
}
