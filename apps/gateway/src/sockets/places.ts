/** How many there are of each kind; nobody is counted whose last one has gone. */
export class Places {
  private readonly taken = new Map<string, number>();

  /** Takes a place of each of these, or of none where one of them is full. */
  take(wanted: readonly (readonly [key: string, limit: number])[]): boolean {
    if (wanted.some(([key, limit]) => (this.taken.get(key) ?? 0) >= limit)) return false;
    for (const [key] of wanted) this.taken.set(key, (this.taken.get(key) ?? 0) + 1);
    return true;
  }

  free(keys: readonly string[]): void {
    for (const key of keys) {
      const left = (this.taken.get(key) ?? 0) - 1;
      if (left > 0) this.taken.set(key, left);
      else this.taken.delete(key);
    }
  }
}
