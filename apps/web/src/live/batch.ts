interface BatchTimes {
  /** Wait this long for more after the last one … */
  readonly quietMs: number;
  /** … but no longer than this after the first. */
  readonly longestMs: number;
}

/** Gathers what comes in bursts and hands it over in one go. */
export function createBatch<T>(flush: (items: T[]) => void, { quietMs, longestMs }: BatchTimes) {
  let items: T[] = [];
  let firstAt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    add(item: T): void {
      if (items.length === 0) firstAt = Date.now();
      items.push(item);
      clearTimeout(timer);
      const longest = firstAt + longestMs - Date.now();
      timer = setTimeout(
        () => {
          const batch = items;
          items = [];
          flush(batch);
        },
        Math.max(0, Math.min(quietMs, longest)),
      );
    },
    cancel(): void {
      clearTimeout(timer);
      items = [];
    },
  };
}
