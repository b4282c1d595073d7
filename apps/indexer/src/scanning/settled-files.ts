import { Injectable } from '@nestjs/common';
import { decideSettled, LONGEST_PAUSE_MS, type TimedLook } from '../indexing/is-settled.js';
import { WorkerPool } from '../media-tools/worker-pool.js';
import type { DiskFile } from './scan-diff.js';

const LOOKS_REMEMBERED = 200_000;

/** All of `/proc` is read: a thread of its own, so that nobody waits for it. */
const openFiles = new WorkerPool<undefined, string[]>({
  entry: new URL('./open-files-worker', import.meta.url),
  size: 1,
  jobTimeoutMs: 30_000,
  resourceLimits: { maxOldGenerationSizeMb: 64 },
});

/** Tells files that are complete from those that somebody still writes to. */
@Injectable()
export class SettledFiles {
  /** The first look at what was not settled then. */
  private readonly before = new Map<string, TimedLook>();

  async sift(files: readonly DiskFile[]): Promise<{ settled: DiskFile[]; unsettled: DiskFile[] }> {
    const sifted: { settled: DiskFile[]; unsettled: DiskFile[] } = { settled: [], unsettled: [] };
    const atMs = Date.now();
    const isRecent = files.some((file) => atMs - lastChangeMs(file) < LONGEST_PAUSE_MS);
    // Linux shows our own user's processes at least; where it shows none, nobody writes.
    const open = new Set(isRecent ? await openFiles.run(undefined).catch(() => []) : []);
    for (const file of files) {
      const now = { ...file, atMs };
      const decision = decideSettled({
        now,
        ctimeMs: file.ctimeMs ?? file.mtimeMs,
        before: this.before.get(file.path) ?? now,
        isOpen: open.size > 0 && open.has(`${file.inode} ${nameOf(file.path)}`),
      });
      if (decision.settled) this.before.delete(file.path);
      else if (this.isAnotherLook(now)) this.remember(now);
      (decision.settled ? sifted.settled : sifted.unsettled).push(file);
    }
    return sifted;
  }

  forget(): void {
    this.before.clear();
  }

  private isAnotherLook(now: DiskFile): boolean {
    const before = this.before.get(now.path);
    return (
      before?.sizeBytes !== now.sizeBytes || before.mtimeMs !== now.mtimeMs || before.inode !== now.inode
    );
  }

  private remember(look: DiskFile & TimedLook): void {
    if (this.before.size < LOOKS_REMEMBERED) this.before.set(look.path, look);
  }
}

function lastChangeMs({ mtimeMs, ctimeMs }: DiskFile): number {
  return Math.max(mtimeMs, ctimeMs ?? 0);
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
