import { lstatSync, readdirSync, type Stats } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { FolderDigest } from '@hearth/catalog/disk-digest';
import { brokenNamesIn, HAS_BROKEN_NAME, reasonAgainst, REPLACEMENT } from './left-out-reasons.js';
import { Exclusions } from './exclusions.js';
import type { WalkMessage, WalkRequest } from './library-walk.js';
import { findMountPoint } from './mount-points.js';

/**
 * Walks the library with synchronous calls, which cost a third of what promises do. What is as the catalogue says, by
 * the folder's digest, stays in here; only the rest is told.
 */
const { root, tops, known } = workerData as WalkRequest;

const FILES_PER_MESSAGE = 4_000;
const SKIPS_TOLD = 1_000;

const unseen = new Map(known);
const skipped: { path: string; reason: string }[] = [];
const unreadable: string[] = [];
const exclusions = new Exclusions(root);
const mounts = new Map<string, string>();
let skippedCount = 0;
let found = 0;
let batch: { folder: string; names: string[]; numbers: number[] }[] = [];
let batchSize = 0;

function tell(message: WalkMessage): void {
  parentPort?.postMessage(message);
}

function flush(): void {
  if (batch.length > 0) tell({ type: 'folders', folders: batch });
  batch = [];
  batchSize = 0;
}

function skip(path: string, reason: string): void {
  skippedCount += 1;
  if (skipped.length < SKIPS_TOLD) skipped.push({ path, reason });
}

interface OpenFolder {
  readonly folder: string;
  /** Of the disk it lies on. */
  readonly dev: number | undefined;
}

function walk({ folder, dev }: OpenFolder, below: OpenFolder[]): void {
  const names: string[] = [];
  const numbers: number[] = [];
  const digest = new FolderDigest();
  const path = folder === '' ? root : `${root}/${folder}`;
  for (const name of namesIn(path, folder)) {
    const inLibrary = folder === '' ? name : `${folder}/${name}`;
    const status = look(`${path}/${name}`, inLibrary);
    if (!status) continue;
    if (status.isDirectory()) {
      if (exclusions.isExcludedInFolder(folder, name, true)) continue;
      below.push({ folder: inLibrary, dev: status.dev });
      if (dev !== undefined && status.dev !== dev) mounts.set(inLibrary, findMountPoint(status));
    } else if (exclusions.isExcludedInFolder(folder, name, false)) {
      continue;
    } else if (status.isFile()) {
      const { size, mtimeMs, ino, ctimeMs } = status;
      digest.add(name, { sizeBytes: size, mtimeMs, inode: ino, ctimeMs });
      names.push(name);
      numbers.push(size, mtimeMs, ino, ctimeMs);
    } else {
      skip(inLibrary, reasonAgainst(status) ?? '');
    }
  }
  found += names.length;
  if (isKnown(folder, digest)) return;
  batch.push({ folder, names, numbers });
  batchSize += names.length;
  if (batchSize >= FILES_PER_MESSAGE) flush();
}

function isKnown(folder: string, digest: FolderDigest): boolean {
  const stored = unseen.get(folder);
  unseen.delete(folder);
  return (stored?.files ?? 0) === digest.files && (stored?.digest ?? 0n) === digest.value;
}

function namesIn(path: string, folder: string): string[] {
  try {
    const names = readdirSync(path);
    const broken = names.some((name) => name.includes(REPLACEMENT)) ? brokenNamesIn(path) : undefined;
    return names.filter((name) => {
      if (!broken?.has(name)) return true;
      skip(folder === '' ? name : `${folder}/${name}`, HAS_BROKEN_NAME);
      return false;
    });
  } catch (error) {
    if (!isGone(error)) unreadable.push(folder);
    return [];
  }
}

function look(path: string, inLibrary: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch (error) {
    if (!isGone(error)) unreadable.push(inLibrary);
    return undefined;
  }
}

/** Deleted, or replaced by a file, while we were on our way. */
function isGone(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code;
  return code === 'ENOENT' || code === 'ENOTDIR';
}

for (const top of tops) {
  const open: OpenFolder[] = [{ folder: top, dev: look(top === '' ? root : `${root}/${top}`, top)?.dev }];
  for (let folder = open.pop(); folder !== undefined; folder = open.pop()) walk(folder, open);
}
flush();
tell({ type: 'done', found, vanishedFolders: [...unseen.keys()], unreadable, skipped, skippedCount, mounts });
