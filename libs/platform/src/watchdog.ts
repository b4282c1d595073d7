import { Worker } from 'node:worker_threads';

interface WatchdogOptions {
  readonly beatEveryMs?: number;
  readonly missesAtMost?: number;
}

const BEAT_EVERY_MS = 1_000;
/** A busy disk or a machine that swaps makes an event loop late; this long it is hung. */
const MISSES_AT_MOST = 30;

/**
 * Counts its own ticks without a beat, not the time: a process that was stopped and goes on, or a machine that slept, is not
 * taken for one that hangs. A thread cannot end the process by `exit`, and what hangs hears no polite signal.
 */
const WATCHER = `
const { workerData: { beats, everyMs, missesAtMost } } = require('node:worker_threads');
const { writeSync } = require('node:fs');
let seen = -1;
let misses = 0;
setInterval(() => {
  const now = Atomics.load(beats, 0);
  misses = now === seen ? misses + 1 : 0;
  seen = now;
  if (misses < missesAtMost) return;
  try { writeSync(2, 'the event loop hangs: ending the process, to be started again\\n'); } catch {}
  process.kill(process.pid, 'SIGKILL');
}, everyMs);
`;

/**
 * Ends this process when its event loop has not turned for half a minute, so that whoever looks after it starts it again: a
 * service that hangs keeps its port and takes requests that nobody answers.
 */
export function startWatchdog({
  beatEveryMs = BEAT_EVERY_MS,
  missesAtMost = MISSES_AT_MOST,
}: WatchdogOptions = {}): void {
  const beats = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  setInterval(() => Atomics.add(beats, 0, 1), beatEveryMs).unref();
  const worker = new Worker(WATCHER, {
    eval: true,
    workerData: { beats, everyMs: beatEveryMs, missesAtMost },
    // It does next to nothing, and each service has one.
    resourceLimits: { maxOldGenerationSizeMb: 8, maxYoungGenerationSizeMb: 1, stackSizeMb: 1 },
    execArgv: [],
    env: {},
    stdin: false,
  });
  worker.unref();
}
