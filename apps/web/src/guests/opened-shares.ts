/** The beginning of a code tells links apart and opens none. */
const keyOf = (code: string) => `hearth-share-${code.slice(0, 8)}`;

/** The id of a link that this browser has opened before: looking at it again uses nothing up. */
export function findOpenedShare(code: string): string | undefined {
  return localStorage.getItem(keyOf(code)) ?? undefined;
}

export function rememberOpenedShare(code: string, id: string): void {
  localStorage.setItem(keyOf(code), id);
}

export function forgetOpenedShare(code: string): void {
  localStorage.removeItem(keyOf(code));
}
