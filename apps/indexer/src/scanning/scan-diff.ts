import { diskDigest, libraryPath, type DiskLook, type IndexedFile } from '@hearth/catalog';

/** A regular file as a scan found it. */
export interface DiskFile extends DiskLook {
  /** Inside the library, folders joined by `/`. */
  readonly path: string;
}

export interface ScanDiff {
  /** On the disk and not in the catalogue. */
  readonly added: DiskFile[];
  /** In both, with other bytes, or another time of the file or its inode, or another inode: only reading it tells. */
  readonly changed: DiskFile[];
  /** The rows of those that have another size or time, so that their bytes are most likely others. */
  readonly rewritten: IndexedFile[];
  /** The catalogue has it at another path, where it is no more. It keeps its id. */
  readonly moved: { file: IndexedFile; path: string }[];
  /** In the catalogue and not on the disk, which was not known yet. */
  readonly vanished: IndexedFile[];
  /** It was missing, and there is a file at its path again. */
  readonly returned: IndexedFile[];
  /** As the catalogue says, but their indexing has not ended. */
  readonly unfinished: DiskFile[];
  /** Rows that are right but for their digest, or for the inode's time that was not kept once. */
  readonly stale: { file: IndexedFile; ctimeMs: number | null }[];
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
  for (const row of rows.values()) if (!row.isMissing) diff.vanished.push(row);
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
    if (!row || !isUntouched(row, file)) {
      unclaimed.set(file.path, file);
      continue;
    }
    rows.delete(file.path);
    if (row.isMissing) diff.returned.push(row);
    if (row.state === 'indexing') diff.unfinished.push(file);
    if (row.ctimeMs === null || row.digest !== diskDigest(row.name, row)) {
      diff.stale.push({ file: row, ctimeMs: file.ctimeMs });
    }
  }
  return unclaimed;
}

/** Gives rows whose file lies elsewhere now their new path. */
function claimMoved(unclaimed: Map<string, DiskFile>, rows: Map<string, IndexedFile>, diff: ScanDiff): void {
  if (rows.size === 0 || unclaimed.size === 0) return;
  const displaced = new Map<number, { path: string; row: IndexedFile }[]>();
  /** At its place still, though not untouched. */
  const stays = (path: string, row: IndexedFile): boolean => {
    const file = unclaimed.get(path);
    return file !== undefined && isSame(row, file);
  };
  for (const [path, row] of rows) {
    if (stays(path, row)) continue;
    const others = displaced.get(row.inode);
    if (others) others.push({ path, row });
    else displaced.set(row.inode, [{ path, row }]);
  }
  for (const [path, file] of unclaimed) {
    const own = rows.get(path);
    if (own && stays(path, own)) continue;
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
    // Renaming changes the inode's time, and so may have what was done to the bytes.
    if (!isUntouched(found.row, file)) diff.changed.push(file);
    else if (found.row.state === 'indexing') diff.unfinished.push(file);
  }
}

/** A program may set the file's time back after it wrote, but not the inode's. */
function isUntouched(row: DiskLook, file: DiskLook): boolean {
  return isSame(row, file) && (row.ctimeMs === null || row.ctimeMs === file.ctimeMs);
}

function isSame(a: DiskLook, b: DiskLook): boolean {
  return a.inode === b.inode && a.sizeBytes === b.sizeBytes && a.mtimeMs === b.mtimeMs;
}

export interface ScanDiffWithAdopted extends ScanDiff {
  readonly adopted: Adoption[];
}

interface Adoption {
  readonly file: IndexedFile;
  readonly path: string;
}

/** Takes those that vanished lately and are back out of what is new. Their bytes are looked at where anything is different. */
export function adoptVanished(diff: ScanDiff, vanished: readonly IndexedFile[]): ScanDiffWithAdopted {
  const adopted = findAdoptions(diff.added, vanished);
  const rows = new Map(adopted.map(({ file, path }) => [path, file]));
  const isToBeRead = (file: DiskFile): boolean => {
    const row = rows.get(file.path);
    if (!row) return false;
    const isAsBefore = row.inode === file.inode && row.ctimeMs === file.ctimeMs;
    return row.state === 'indexing' || !isAsBefore;
  };
  return {
    ...diff,
    adopted,
    added: diff.added.filter(({ path }) => !rows.has(path)),
    changed: [...diff.changed, ...diff.added.filter(isToBeRead)],
  };
}

/**
 * Which of the files that seem new are some that vanished: the same inode, size and time; else the same path, size and time;
 * else the same name, size and time, as `cp -p` leaves them. Each row is taken once.
 */
export function findAdoptions(added: readonly DiskFile[], vanished: readonly IndexedFile[]): Adoption[] {
  const bySize = new Map<number, Set<IndexedFile>>();
  for (const row of vanished) {
    const rows = bySize.get(row.sizeBytes) ?? new Set();
    bySize.set(row.sizeBytes, rows.add(row));
  }
  const adoptions: Adoption[] = [];
  const isLike: ((row: IndexedFile, file: DiskFile) => boolean)[] = [
    (row, file) => row.inode === file.inode,
    (row, file) => libraryPath(row) === file.path,
    (row, file) => row.name === file.path.slice(file.path.lastIndexOf('/') + 1),
  ];
  const left = new Set(added);
  for (const like of isLike) {
    for (const file of left) {
      const rows = bySize.get(file.sizeBytes);
      const found = [...(rows ?? [])].find((row) => row.mtimeMs === file.mtimeMs && like(row, file));
      if (!found) continue;
      rows?.delete(found);
      left.delete(file);
      adoptions.push({ file: found, path: file.path });
    }
  }
  return adoptions;
}
