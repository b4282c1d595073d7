import { WorkerPool } from '../media-tools/worker-pool.js';

/** A fingerprint and how many bytes it covers, so that a caller can tell that the file grew meanwhile. */
export interface Fingerprint {
  /** Lower-case hex. */
  sha256: string;
  sizeBytes: number;
}

/** Two readers keep a disk busy; more only make it seek. */
const HASH_WORKERS = 2;
/** Long enough for a large film on a slow disk. */
const JOB_TIMEOUT_MS = 6 * 60 * 60 * 1000;

const pool = new WorkerPool<string, Fingerprint>({
  entry: new URL('./hash-worker', import.meta.url),
  size: HASH_WORKERS,
  jobTimeoutMs: JOB_TIMEOUT_MS,
  resourceLimits: { maxOldGenerationSizeMb: 64 },
});

/**
 * SHA-256 of a regular file, in a worker thread.
 *
 * @param path absolute path
 * @throws WorkerJobFailed when it cannot be read, is a symlink or is not a regular file
 */
export function hashFile(path: string): Promise<Fingerprint> {
  return pool.run(path);
}
