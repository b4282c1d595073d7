import { diskDigest, libraryPath, type DiskLook, type IndexedFile } from '@hearth/catalog';

/** A regular file as a scan found it. */
export interface DiskFile extends DiskLook {
  /** Inside the library, folders joined by `/`. */
  readonly path: string;
}

export interface ScanDiff {
  /** On the disk and not in the catalogue. */
  readonly added: DiskFile[];
  /** In both, with other bytes (or another time, or another inode). */
  readonly changed: DiskFile[];
  /** The rows of those that have another size or time, so that their bytes are most likely others. */
  readonly rewritten: IndexedFile[];
  /** The catalogue has it at another path, where it is no more. It keeps its id. */
  readonly moved: { file: IndexedFile; path: string }[];
  /** In the catalogue and not on the disk. */
  readonly vanished: IndexedFile[];
  /** The same, but that was known already. */
  readonly stillMissing: IndexedFile[];
  /** It was missing, and there is a file at its path again. */
  readonly returned: IndexedFile[];
  /** As the catalogue says, but their indexing has not ended. */
  readonly unfinished: DiskFile[];
  /** Rows that are right but for their digest. */
  readonly stale: IndexedFile[];
}

/**
 * Compares what is on the disk with what the catalogue says of the same places.
 *
 * A file is the same if inode, size and time are; under another path it was moved. Two files that took each other's
 * names are both moved; a file whose name another one took is moved, and the other one added.
 */
export function scanDiff(disk: Iterable<DiskFile>, catalogue: Iterable<IndexedFile>): ScanDiff {
  const diff: ScanDiff = {
    added: [],
    changed: [],
    rewritten: [],
    moved: [],
    vanished: [],
    stillMissing: [],
    returned: [],
    unfinished: [],
    stale: [],
  };
  const rows = new Map<string, IndexedFile>();
  for (const row of catalogue) rows.set(libraryPath(row), row);
  const unclaimed = claimUnchanged(disk, rows, diff);
  claimMoved(unclaimed, rows, diff);
  for (const [path, file] of unclaimed) {
    const row = rows.get(path);
    if (!row) {
      diff.added.push(file);
      continue;
    }
    rows.delete(path);
    diff.changed.push(file);
    if (row.sizeBytes !== file.sizeBytes || row.mtimeMs !== file.mtimeMs) diff.rewritten.push(row);
    if (row.isMissing) diff.returned.push(row);
  }
  for (const row of rows.values()) (row.isMissing ? diff.stillMissing : diff.vanished).push(row);
  return diff;
}

/** Takes out what is as the catalogue says; returns the rest of the disk, and leaves the rest of the rows. */
function claimUnchanged(
  disk: Iterable<DiskFile>,
  rows: Map<string, IndexedFile>,
  diff: ScanDiff,
): Map<string, DiskFile> {
  const unclaimed = new Map<string, DiskFile>();
  for (const file of disk) {
    const row = rows.get(file.path);
    if (!row || !isSame(row, file)) {
      unclaimed.set(file.path, file);
      continue;
    }
    rows.delete(file.path);
    if (row.isMissing) diff.returned.push(row);
    if (row.state === 'indexing') diff.unfinished.push(file);
    if (row.digest !== diskDigest(row.name, row)) diff.stale.push(row);
  }
  return unclaimed;
}

/** Gives rows whose file lies elsewhere now their new path. */
function claimMoved(unclaimed: Map<string, DiskFile>, rows: Map<string, IndexedFile>, diff: ScanDiff): void {
  if (rows.size === 0 || unclaimed.size === 0) return;
  const displaced = new Map<number, { path: string; row: IndexedFile }[]>();
  for (const [path, row] of rows) {
    const others = displaced.get(row.inode);
    if (others) others.push({ path, row });
    else displaced.set(row.inode, [{ path, row }]);
  }
  for (const [path, file] of unclaimed) {
    const candidates = displaced.get(file.inode)?.filter(({ row }) => isSame(row, file)) ?? [];
    const name = path.slice(path.lastIndexOf('/') + 1);
    // Hard links share an inode; one of the same name is the likelier one.
    const found = candidates.find(({ row }) => row.name === name) ?? candidates[0];
    if (!found) continue;
    displaced.set(
      file.inode,
      candidates.filter((candidate) => candidate !== found),
    );
    rows.delete(found.path);
    unclaimed.delete(path);
    diff.moved.push({ file: found.row, path });
    if (found.row.state === 'indexing') diff.unfinished.push(file);
  }
}

function isSame(a: DiskLook, b: DiskLook): boolean {
  return a.inode === b.inode && a.sizeBytes === b.sizeBytes && a.mtimeMs === b.mtimeMs;
}
