import { performance, type EventLoopUtilization } from 'node:perf_hooks';

const LOOK_INTERVAL_MS = 20_000;
/** Answering health checks and asking for events takes less of the time, anything that is worth the name work more. */
const AT_REST_BELOW = 0.05;

/** What Node's `--expose-gc` offers. "last-resort" also lets go of code that has not run for long. */
type CollectGarbage = (options: { type: 'major'; execution: 'sync'; flavor: 'last-resort' }) => void;

/** Says of each look in turn whether work has come to rest since the one before; starting up is work, too. */
export class RestDetector {
  private wasBusy = true;

  isFirstRest(utilization: number): boolean {
    const isBusy = utilization >= AT_REST_BELOW;
    const isFirst = this.wasBusy && !isBusy;
    this.wasBusy = isBusy;
    return isFirst;
  }
}

/**
 * Gives memory back when work has come to rest. V8 collects garbage only as new objects are made, so that a service
 * without work would keep what its start or a scan left behind. Needs `--expose-gc`; without it nothing happens.
 */
export function giveMemoryBackAtRest(): void {
  const collectGarbage = (globalThis as { gc?: CollectGarbage }).gc;
  if (collectGarbage === undefined) return;
  const rest = new RestDetector();
  let last: EventLoopUtilization = performance.eventLoopUtilization();
  setInterval(() => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, last);
    last = now;
    if (rest.isFirstRest(utilization))
      collectGarbage({ type: 'major', execution: 'sync', flavor: 'last-resort' });
  }, LOOK_INTERVAL_MS).unref();
}
