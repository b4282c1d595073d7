import { Worker } from 'node:worker_threads';
import type { StoredDigest } from '@hearth/catalog';
import type { DiskFile } from './scan-diff.js';

export interface WalkRequest {
  /** Absolute. */
  readonly root: string;
  /** Folders to walk, with all that is below them; `''` is the whole library. */
  readonly tops: readonly string[];
  /** Folders that need not be told of when they are like this. */
  readonly known: ReadonlyMap<string, StoredDigest>;
}

/** From the walking thread. `numbers` are size, time, inode and the inode's own time of each name in turn. */
export type WalkMessage =
  | { readonly type: 'folders'; readonly folders: { folder: string; names: string[]; numbers: number[] }[] }
  | ({ readonly type: 'done' } & Omit<Walk, 'differing' | 'files'>);

export interface Walk {
  /** How many regular files there are. */
  readonly found: number;
  /** Folders that are not as they were known. */
  readonly differing: string[];
  /** What is in those. */
  readonly files: DiskFile[];
  /** Folders that were known and are not there. */
  readonly vanishedFolders: string[];
  /** Paths that could not be looked at: nobody knows what is there. */
  readonly unreadable: string[];
  /** What is there and never indexed, with the reason; not more than a thousand. */
  readonly skipped: { path: string; reason: string }[];
  /** How many these are in all. */
  readonly skippedCount: number;
  /** Folders where another disk is mounted, with what tells it from others. */
  readonly mounts: Map<string, string>;
}

/** Walks the library, or parts of it, in a thread of its own. Symbolic links, and what `Exclusions` names, are left out. */
export function walkLibrary(request: WalkRequest): Promise<Walk> {
  return new Promise((resolve, reject) => {
    const differing: string[] = [];
    const files: DiskFile[] = [];
    const fromSource = import.meta.url.endsWith('.ts');
    const thread = new Worker(new URL(`./library-walk-thread.${fromSource ? 'ts' : 'js'}`, import.meta.url), {
      workerData: request,
      execArgv: fromSource ? ['--no-warnings'] : [],
    });
    thread.on('message', (message: WalkMessage) => {
      if (message.type === 'done') return resolve({ ...message, differing, files });
      for (const { folder, names, numbers } of message.folders) {
        differing.push(folder);
        names.forEach((name, at) => files.push(diskFile(folder, name, numbers, at * 4)));
      }
    });
    thread.once('error', reject);
    thread.once('exit', () => reject(new Error('the walking thread ended early')));
  });
}

function diskFile(folder: string, name: string, numbers: readonly number[], at: number): DiskFile {
  const [sizeBytes = 0, mtimeMs = 0, inode = 0, ctimeMs = 0] = numbers.slice(at, at + 4);
  return { path: folder === '' ? name : `${folder}/${name}`, sizeBytes, mtimeMs, inode, ctimeMs };
}
