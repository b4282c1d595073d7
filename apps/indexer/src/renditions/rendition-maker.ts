import { setTimeout as rest } from 'node:timers/promises';
import { rm } from 'node:fs/promises';
import { Inject, Injectable } from '@nestjs/common';
import {
  findRenderableFile,
  leaveRendition,
  reportRendition,
  SEGMENT_SEC,
  shortenRendition,
  countSegments,
  type RenderableFile,
  type RenditionWork,
} from '@hearth/catalog';
import type { FileId } from '@hearth/contracts';
import { DataSource } from 'typeorm';
import { INDEXER_CONFIG, type IndexerConfig } from '../config.js';
import { StepFailed, type FlowHandler } from '../flows/define-flow.js';
import { CANNOT_BE_DECODED, failedFor } from '../flows/failed-for.js';
import { findKnownBytes } from '../indexing/known-bytes.js';
import { LibraryFiles } from '../indexing/library-files.js';
import { ToolFailed } from '../media-tools/confined-process.js';
import { readStreams } from '../media-tools/ffmpeg.js';
import { decideRun, isRunOutdated, type Run } from './decide-run.js';
import { encodeSegments } from './encode-segments.js';
import { RenditionFolder } from './rendition-folder.js';
import { planRendition, type RenditionPlan } from './rendition-plan.js';

const LOOK_EVERY_MS = 100;
const REPORT_EVERY_MS = 1_000;
/** A piece of some seconds that takes longer than this will not come. */
const LONGEST_SEGMENT_MS = 5 * 60_000;

interface Film {
  readonly file: RenderableFile;
  readonly segments: number;
  readonly path: string;
  readonly plan: RenditionPlan;
  readonly folder: RenditionFolder;
}

/** Makes a file's rendition piece by piece, always where somebody waits; what is on the disk already is not made again. */
@Injectable()
export class RenditionMaker implements FlowHandler {
  constructor(
    private readonly database: DataSource,
    private readonly library: LibraryFiles,
    @Inject(INDEXER_CONFIG) private readonly config: IndexerConfig,
  ) {}

  async run(fileId: FileId, signal: AbortSignal): Promise<void> {
    const file = await findRenderableFile(this.database, fileId);
    if (!file) return;
    const folder = await RenditionFolder.open(this.config.HEARTH_DERIVED, file.sha256);
    try {
      const film = await this.open(file, folder);
      if (film) await this.make(film, signal);
    } finally {
      await leaveRendition(this.database, file.sha256);
    }
  }

  private async open(file: RenderableFile, folder: RenditionFolder): Promise<Film | undefined> {
    // From now on other copies leave it alone.
    if (!(await this.report({ file, folder }))) return undefined;
    const path = await findKnownBytes(this.database, this.library, file.id);
    if (path === undefined) return undefined;
    const plan = planRendition(await readStreams(path, undefined).catch(failedFor(CANNOT_BE_DECODED)));
    if (!plan) throw new StepFailed('there is nothing to play in it');
    return { file, folder, path, plan, segments: countSegments(file.duration_sec) };
  }

  private async make(film: Film, signal: AbortSignal): Promise<void> {
    const { folder, file } = film;
    let { segments } = film;
    while (!signal.aborted) {
      const work = await this.report(film);
      if (!work || work.mustYield) return;
      const run = decideRun(standingOf({ folder, segments }, work));
      if (!run) return;
      const hasEnded = await this.makeRun({ ...film, segments }, run, signal);
      if (!hasEnded || folder.made.has(run.first)) continue;
      if (run.first === 0) throw new StepFailed('no picture or sound of it can be decoded');
      // The file claims to be longer than what is in it.
      segments = run.first;
      await shortenRendition(this.database, file.sha256, segments);
    }
  }

  /** Returns whether the encoder came to the end of what it was to make, or found no more to make something of. */
  private async makeRun(film: Film, run: Run, signal: AbortSignal): Promise<boolean> {
    const { folder, path, plan, file } = film;
    const { first, count, isHurried } = run;
    const stopping = new AbortController();
    const draft = await folder.draft();
    const lengthSec = Math.min(count * SEGMENT_SEC, file.duration_sec - first * SEGMENT_SEC);
    let failure: unknown;
    const encoding = encodeSegments(
      { path, plan, first, lengthSec, folder: draft, isHurried },
      AbortSignal.any([signal, stopping.signal]),
    ).catch((error: unknown) => (failure = error));
    try {
      await this.watch(film, { run, draft, encoding, stopping });
      if (signal.aborted || stopping.signal.aborted) return false;
      if (isTrouble(failure)) throw failure;
      // What was cut off by an error is not taken for a piece.
      if (!failure) await folder.take(draft);
      return true;
    } finally {
      stopping.abort();
      await encoding;
      await rm(draft, { recursive: true, force: true });
    }
  }

  private async watch(
    film: Film,
    {
      run,
      draft,
      encoding,
      stopping,
    }: { run: Run; draft: string; encoding: Promise<unknown>; stopping: AbortController },
  ): Promise<void> {
    const { folder } = film;
    let hasEnded = false;
    void encoding.then(() => (hasEnded = true));
    let at = run.first;
    let [reportedAt, tookAt] = [performance.now(), performance.now()];
    while (!hasEnded) {
      await Promise.race([encoding, rest(LOOK_EVERY_MS)]);
      if (hasEnded) return;
      const taken = await folder.take(draft);
      at += taken;
      const now = performance.now();
      if (taken > 0) tookAt = now;
      if (now - tookAt > LONGEST_SEGMENT_MS) throw new StepFailed('it took too long', { isPassing: true });
      if (taken === 0 && now - reportedAt < REPORT_EVERY_MS) continue;
      reportedAt = now;
      const work = await this.report(film);
      if (!work || work.mustYield || isRunOutdated(standingOf(film, work), at, run)) stopping.abort();
    }
  }

  private report({ file, folder }: Pick<Film, 'file' | 'folder'>) {
    return reportRendition(this.database, {
      ...{ sha256: file.sha256, made: folder.made.size, sizeBytes: folder.sizeBytes },
    });
  }
}

function standingOf({ folder: { made }, segments }: Pick<Film, 'folder' | 'segments'>, work: RenditionWork) {
  return { made, segments, wanted: work.wantedSegment, isWaitedFor: work.isWaitedFor };
}

/** What says nothing about the film. A file that cannot be decoded any further ends the film there instead. */
function isTrouble(failure: unknown): boolean {
  return (
    failure !== undefined && !(failure instanceof ToolFailed && failure.why === 'failed' && !isOurs(failure))
  );
}

function isOurs({ stderr }: ToolFailed): boolean {
  return /No space left|Disk quota|Read-only file system|Permission denied|Cannot allocate memory/.test(
    stderr,
  );
}
