import { Inject, Injectable, Logger } from '@nestjs/common';
import {
  applyScan,
  countMissingFiles,
  findFilesAt,
  findFilesByInode,
  findFilesInFolders,
  findFilesUnder,
  findFolderDigests,
  findFoldersWithMissing,
  findMissingByInode,
  findMounts,
  findFilesSentBack,
  findUnfinishedFiles,
  findVanishedFiles,
  hasVanishedFiles,
  judgeSidecarsAgain,
  libraryPath,
  listNewFiles,
  NOTHING_CHANGED,
  recordFullScan,
  recordLeftOut,
  recordLeftOutAt,
  recordMounts,
  removeConfirmed,
  settleCompanions,
  type IndexedFile,
} from '@hearth/catalog';
import type { FileId } from '@hearth/contracts';
import { typeByName } from '@hearth/media-types';
import { DataSource } from 'typeorm';
import { v7 } from 'uuid';
import { decideCompanions } from '../companions/decide-companions.js';
import { INDEXER_CONFIG, type IndexerConfig } from '../config.js';
import { FILES_REMEMBERED, type FileToIndex } from '../indexing/index-backlog.js';
import { IndexMetrics } from '../indexing/index-metrics.js';
import { CatalogueUpdate } from './catalogue-update.js';
import { inParts } from './in-parts.js';
import { walkLibrary, type Walk } from './library-walk.js';
import {
  adoptVanished,
  scanDiff,
  type DiskFile,
  type ScanDiff,
  type ScanDiffWithAdopted,
} from './scan-diff.js';
import { SettledFiles } from './settled-files.js';
import { lookAtPaths } from './touched-paths.js';

const FOLDERS_PER_QUERY = 1_000;
/** More than these vanish when a disk is lost or a large folder deleted, and that is decided at once. */
const DOUBTED_AT_ONCE = 1_000;
const SKIPS_REMEMBERED = 5_000;
const SIZES_PER_QUERY = 2_000;
const INODES_PER_QUERY = 2_000;
const PATHS_PER_QUERY = 2_000;
const SENT_BACK_AT_ONCE = 1_000;
const LEFT_OUT_LISTED = 1_000;
/** A large import is not looked at twice: what moves meanwhile is found by the scans that follow. */
const TAKEN_BACK_AT_ONCE = 5_000;
const MOUNTS_REMEMBERED = 1_000;

export interface Finding {
  readonly toIndex: FileToIndex[];
  /** Files that somebody may still be writing to: not listed yet. */
  readonly unsettled: string[];
  /** Files that are not there, and were not yet looked for twice. */
  readonly doubtful: string[];
  /** Which of the paths are folders. */
  readonly folders: string[];
  /** What was held came back: all that is held is to be judged anew. */
  readonly hasReturned: boolean;
}

/** Compares the library with the catalogue, makes the catalogue right, and returns what is to be indexed. */
@Injectable()
export class LibraryScan {
  private readonly logger = new Logger('LibraryScan');
  private readonly library: string;
  private readonly toldOf = new Set<string>();

  constructor(
    private readonly database: DataSource,
    private readonly catalogue: CatalogueUpdate,
    private readonly settledFiles: SettledFiles,
    private readonly metrics: IndexMetrics,
    @Inject(INDEXER_CONFIG) config: IndexerConfig,
  ) {
    this.library = config.HEARTH_LIBRARY;
  }

  /** Of everything. What is unchanged costs an lstat and no row. */
  async all(): Promise<Finding> {
    const endScan = this.metrics.startScan();
    const digests = await findFolderDigests(this.database);
    const walk = await walkLibrary({ root: this.library, tops: [''], known: digests });
    this.tellOfSkipped(walk);
    const rows = await this.rowsOf([...walk.differing, ...walk.vanishedFolders]);
    const missing = await this.missingAmong(walk);
    const hidden = hiddenBy(walk.unreadable);
    const known = [...rows, ...missing].filter((row) => !hidden(libraryPath(row)));
    const diff = await this.adoptAmong(scanDiff(walk.files, known));
    // A file that was moved while we walked may have been nowhere at the time.
    const doubtful = diff.vanished.length <= DOUBTED_AT_ONCE ? diff.vanished : [];
    await this.catalogue.apply({
      ...diff,
      ...(doubtful.length > 0 && { vanished: [] }),
      heldAnew: (row) => !hidden(libraryPath(row)),
    });
    await recordFullScan(this.database);
    await this.recordPlaces(walk);
    endScan();
    const unfinished = await this.unfinished();
    const listed = await this.list(diff);
    const toIndex = [...listed.toIndex, ...unfinished];
    return { ...listed, toIndex, doubtful: doubtful.map(libraryPath), folders: [], hasReturned: false };
  }

  /** Of what lies at these paths, and below them. Files that vanished must be on `confirmed` to be believed. */
  async of(paths: readonly string[], confirmed: ReadonlySet<string>): Promise<Finding> {
    const touched = await lookAtPaths(this.library, paths);
    const walk =
      touched.folders.length > 0
        ? await walkLibrary({ root: this.library, tops: touched.folders, known: new Map() })
        : undefined;
    if (walk) this.tellOfSkipped(walk);
    await recordLeftOutAt(this.database, {
      paths,
      folders: [...touched.folders, ...touched.gone],
      found: [...touched.leftOut, ...(walk?.skipped ?? [])],
    });
    const hidden = hiddenBy(walk?.unreadable ?? []);
    const disk = new Map([...touched.files, ...(walk?.files ?? [])].map((file) => [file.path, file]));
    const rows = await this.rowsAt([...disk.keys()], [...touched.folders, ...touched.gone]);
    for (const path of rows.keys()) if (hidden(path)) rows.delete(path);
    await this.addFormerPlaces(disk, rows);
    const diff = await this.adoptAmong(scanDiff(disk.values(), rows.values()));
    const isBelieved = (file: IndexedFile): boolean => confirmed.has(libraryPath(file));
    const doubtful = diff.vanished.filter((file) => !isBelieved(file)).map(libraryPath);
    await this.catalogue.apply({ ...diff, vanished: diff.vanished.filter(isBelieved) });
    const listed = await this.list(diff);
    return {
      ...listed,
      toIndex: [...listed.toIndex, ...diff.unfinished],
      doubtful,
      folders: touched.folders,
      hasReturned: diff.returned.length > 0,
    };
  }

  /** Files whose indexing was begun and has not ended, and those that could not be read. */
  async unfinished(): Promise<FileToIndex[]> {
    return (await findUnfinishedFiles(this.database, FILES_REMEMBERED + 1)).map(fileOf);
  }

  /** Finds out what belongs together wherever something changed. What is cut short is done by the next one. */
  async settleCompanions(): Promise<void> {
    while (await settleCompanions(this.database, decideCompanions)) continue;
  }

  /** What a copy of another version left to itself is judged by what this one knows. */
  async judgeSidecarsAgain(): Promise<void> {
    await judgeSidecarsAgain(this.database);
  }

  /** Goes on with what somebody said is gone for good; some thousand files a round, so that others come in between. */
  async removeConfirmed(): Promise<void> {
    await removeConfirmed(this.database);
  }

  /** Some of those that are to be looked at, whatever the reason. */
  async sentBack(): Promise<FileToIndex[]> {
    return (await findFilesSentBack(this.database, SENT_BACK_AT_ONCE)).map(fileOf);
  }

  /** Lists what is new and complete, all at once; what is in it is looked at later. */
  private async list({ added, changed }: ScanDiff): Promise<Pick<Finding, 'toIndex' | 'unsettled'>> {
    const { settled, unsettled } = await this.settledFiles.sift([...added, ...changed]);
    const isNew = new Set(added);
    const fresh = settled.filter((file) => isNew.has(file));
    const rows = fresh.map((file) => ({ ...file, ...typeByName(file.path), newId: v7() as FileId }));
    await listNewFiles(this.database, rows);
    if (rows.length <= TAKEN_BACK_AT_ONCE)
      await this.takeBack(new Map(rows.map(({ path, newId }) => [path, newId])));
    return { toIndex: settled, unsettled: unsettled.map(({ path }) => path) };
  }

  /**
   * What was moved or deleted between our look and its row: whoever moved it has told the catalogue before we did, and nobody
   * would take this row away where it looks like a loss. Nothing hangs on it yet.
   */
  private async takeBack(listed: ReadonlyMap<string, FileId>): Promise<void> {
    const { gone } = await lookAtPaths(this.library, [...listed.keys()]);
    if (gone.length === 0) return;
    const ours = new Set(gone.map((path) => listed.get(path)));
    const removed = (await findFilesAt(this.database, gone)).filter(({ id }) => ours.has(id));
    await applyScan(this.database, { ...NOTHING_CHANGED, removed });
  }

  private async adoptAmong(diff: ScanDiff): Promise<ScanDiffWithAdopted> {
    if (diff.added.length === 0 || !(await hasVanishedFiles(this.database))) return { ...diff, adopted: [] };
    const sizes = [...new Set(diff.added.map(({ sizeBytes }) => sizeBytes))];
    const vanished = await inParts(sizes, SIZES_PER_QUERY, (some) => findVanishedFiles(this.database, some));
    return adoptVanished(diff, vanished);
  }

  /** What was left out, and where other disks begin. Where files are missing, the disk from before is remembered. */
  private async recordPlaces({ skipped, skippedCount, unreadable, mounts }: Walk): Promise<void> {
    const closed = unreadable.map((path) => ({ path, reason: 'cannot be read' }));
    await recordLeftOut(this.database, {
      count: skippedCount + closed.length,
      listed: [...closed, ...skipped].slice(0, LEFT_OUT_LISTED),
    });
    const known = await findMounts(this.database);
    const held = await findFoldersWithMissing(this.database, [...known.keys(), ...mounts.keys()]);
    const isHeld = ([mount]: [string, string]): boolean => held.has(mount);
    const kept = [...known].filter(isHeld);
    const seen = [...mounts].filter((mount) => !isHeld(mount));
    await recordMounts(this.database, new Map([...seen, ...kept].slice(0, MOUNTS_REMEMBERED)));
  }

  /**
   * A file that was moved here may have been seen neither at its old path nor in the list of what was touched: it is found
   * by its inode, and the old path comes into the comparison.
   */
  private async addFormerPlaces(disk: Map<string, DiskFile>, rows: Map<string, IndexedFile>): Promise<void> {
    const unknown = [...disk.values()].filter(({ path, inode }) => rows.get(path)?.inode !== inode);
    if (unknown.length === 0) return;
    const namesakes = await inParts(unknown, INODES_PER_QUERY, (some) =>
      findFilesByInode(
        this.database,
        some.map(({ inode }) => inode),
      ),
    );
    const former = new Map(namesakes.map((row) => [libraryPath(row), row]));
    for (const path of rows.keys()) former.delete(path);
    const there = await lookAtPaths(this.library, [...former.keys()]);
    for (const path of there.gone) rows.set(path, former.get(path) as IndexedFile);
    for (const file of there.files) {
      // Still there: a hard link.
      if (former.get(file.path)?.inode === file.inode) continue;
      rows.set(file.path, former.get(file.path) as IndexedFile);
      disk.set(file.path, file);
    }
  }

  /** At these paths; and at and below those where a folder is, or may have been. */
  private async rowsAt(paths: readonly string[], tops: readonly string[]): Promise<Map<string, IndexedFile>> {
    const at = await inParts([...paths, ...tops], PATHS_PER_QUERY, (some) =>
      findFilesAt(this.database, some),
    );
    const rows = new Map(at.map((row) => [libraryPath(row), row]));
    if (tops.length === 0) return rows;
    for await (const page of findFilesUnder(this.database, tops))
      for (const row of page) rows.set(libraryPath(row), row);
    return rows;
  }

  private rowsOf(folders: readonly string[]): Promise<IndexedFile[]> {
    return inParts(folders, FOLDERS_PER_QUERY, (some) => findFilesInFolders(this.database, some));
  }

  /** Files that are held and lie elsewhere now, as it seems. Those at their old places are in folders that differ. */
  private async missingAmong({ files }: Walk): Promise<IndexedFile[]> {
    if ((await countMissingFiles(this.database)) === 0) return [];
    return inParts(files, INODES_PER_QUERY, (some) =>
      findMissingByInode(
        this.database,
        some.map(({ inode }) => inode),
      ),
    );
  }

  private tellOfSkipped({ skipped, unreadable }: Walk): void {
    for (const { path, reason } of [
      ...skipped,
      ...unreadable.map((path) => ({ path, reason: 'cannot be read' })),
    ]) {
      if (this.toldOf.has(path) || this.toldOf.size >= SKIPS_REMEMBERED) continue;
      this.toldOf.add(path);
      this.logger.warn(`left out: ${JSON.stringify(path)} ${reason}`);
    }
  }
}

/** Whether a path lies where nobody could look. */
function hiddenBy(unreadable: readonly string[]): (path: string) => boolean {
  return (path) => unreadable.some((top) => top === '' || path === top || path.startsWith(`${top}/`));
}

function fileOf(row: IndexedFile): FileToIndex {
  const { sizeBytes, mtimeMs, inode, ctimeMs } = row;
  return { path: libraryPath(row), sizeBytes, mtimeMs, inode, ctimeMs };
}
