/** One answer that fails to come may be a busy hub or a connection that is being made anew. */
const LOST_AFTER_MISSES = 2;

interface Asking {
  /** Whether what is watched is still there. Never throws. */
  readonly isThere: () => Promise<boolean>;
  /** Between an answer and the next question. */
  readonly everyMs: number;
  /** Called once, after which nothing is asked any more. */
  readonly onLost: () => void;
}

/** Asks again and again, one question at a time, until two answers in a row say that it is gone. Returns how to stop. */
export function askUntilLost({ isThere, everyMs, onLost }: Asking): () => void {
  let misses = 0;
  let isOver = false;
  let timer: NodeJS.Timeout | undefined;
  const ask = async () => {
    const is = await isThere();
    if (isOver) return;
    misses = is ? 0 : misses + 1;
    if (misses < LOST_AFTER_MISSES) timer = setTimeout(() => void ask(), everyMs);
    else onLost();
  };
  timer = setTimeout(() => void ask(), everyMs);
  return () => {
    isOver = true;
    clearTimeout(timer);
  };
}
