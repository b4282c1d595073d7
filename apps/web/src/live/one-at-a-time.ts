/**
 * Work that is asked for often and needs doing once: while it runs, further calls together ask for one more run after it.
 */
export function oneAtATime(work: () => Promise<unknown>): () => void {
  let isRunning = false;
  let isWantedAgain = false;
  const run = async () => {
    isRunning = true;
    do {
      isWantedAgain = false;
      await work().catch(() => undefined);
    } while (isWantedAgain);
    isRunning = false;
  };
  return () => {
    if (isRunning) isWantedAgain = true;
    else void run();
  };
}
