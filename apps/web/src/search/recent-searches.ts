const KEY = 'hearth.searches';
const MOST = 8;

/** What was looked for on this device, the latest first. */
export function readRecent(storage: Pick<Storage, 'getItem'> = localStorage): string[] {
  try {
    const kept: unknown = JSON.parse(storage.getItem(KEY) ?? '[]');
    return Array.isArray(kept) ? kept.filter((words) => typeof words === 'string').slice(0, MOST) : [];
  } catch {
    return [];
  }
}

/** Keeps words that led somewhere. What they grew out of by typing on is not kept beside them. */
export function keepRecent(
  words: string,
  storage: Pick<Storage, 'getItem' | 'setItem'> = localStorage,
): void {
  const kept = readRecent(storage).filter((other) => !words.toLowerCase().startsWith(other.toLowerCase()));
  storage.setItem(KEY, JSON.stringify([words, ...kept].slice(0, MOST)));
}

export function forgetRecent(storage: Pick<Storage, 'removeItem'> = localStorage): void {
  storage.removeItem(KEY);
}
