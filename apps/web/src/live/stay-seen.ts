/** The hub takes a device for away after two minutes, and notes it once a minute at most. */
const EVERY_MS = 45_000;

/** Asks the hub for something now and then, as a socket that is open is no sign of life to it. Returns how to stop. */
export function staySeen(ask: () => Promise<unknown>): () => void {
  // What fails is asked again, and the socket notices a hub that is gone.
  const timer = setInterval(() => void ask().catch(() => undefined), EVERY_MS);
  return () => clearInterval(timer);
}
