import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject } from '@nestjs/common';
import { Processor } from '@nestjs/bullmq';
import {
  derivedPath,
  findThumbhash,
  findVersion,
  recordOutcome,
  type FileContentFacts,
  type FileVersion,
  type IndexOutcome,
} from '@hearth/catalog';
import type { Job } from 'bullmq';
import { DataSource } from 'typeorm';
import { INDEXER_CONFIG, type IndexerConfig } from '../config.js';
import type { ProbeResult } from '../probing/probe-result.js';
import { makeThumbnails } from '../thumbnails/make-thumbnails.js';
import { THUMBNAIL, THUMBNAIL_WORKER, type IndexJob } from './index-flow.js';
import { IndexMetrics } from './index-metrics.js';
import { isSameVersion, LibraryFiles } from './library-files.js';
import { Quarantine } from './quarantine.js';
import { Step } from './step.js';
import { tryMedia } from './try-media.js';
import { typeByName } from './type-by-name.js';

const UNREADABLE = 'the file could not be read';

/** Makes the pictures of a file and ends its indexing: what was found is written down, and others are told. */
@Processor(THUMBNAIL, THUMBNAIL_WORKER)
export class ThumbnailProcessor extends Step {
  constructor(
    quarantine: Quarantine,
    private readonly library: LibraryFiles,
    private readonly database: DataSource,
    private readonly metrics: IndexMetrics,
    @Inject(INDEXER_CONFIG) private readonly config: IndexerConfig,
  ) {
    super(quarantine);
  }

  async process(job: Job<IndexJob>): Promise<void> {
    const { path } = job.data;
    const file = await this.library.find(path);
    const row = file && (await findVersion(this.database, file.version));
    if (!file || row?.state !== 'indexing') return;
    if (row.sha256 === null) return this.end(file.version, unreadable(typeByName(path), UNREADABLE));
    const probe = Object.values(await job.getChildrenValues<ProbeResult | null>())[0];
    // The file was changed and changed back meanwhile: the next flow will probe it.
    if (!probe) return;
    const outcome = await this.outcomeOf(job, probe, row.sha256);
    const after = await this.library.find(path);
    if (isSameVersion(file.version, after?.version)) await this.end(file.version, outcome);
  }

  private async outcomeOf(job: Job<IndexJob>, probe: ProbeResult, sha256: string): Promise<IndexOutcome> {
    if (probe.state === 'unreadable') return unreadable(probe, probe.reason ?? UNREADABLE);
    const thumbhash = (await this.sharedThumbhash(sha256)) ?? (await this.makePictures(job, probe, sha256));
    return { facts: probe, state: 'ready', reason: null, hasThumbnail: thumbhash !== null, thumbhash };
  }

  /** Of the same bytes at another path, if their pictures are there. */
  private async sharedThumbhash(sha256: string): Promise<string | null> {
    const thumbhash = await findThumbhash(this.database, sha256);
    if (!thumbhash) return null;
    const isThere = (size: 'grid' | 'preview'): Promise<boolean> =>
      access(join(this.config.HEARTH_DERIVED, derivedPath(sha256, size))).then(
        () => true,
        () => false,
      );
    return (await isThere('grid')) && (await isThere('preview')) ? thumbhash : null;
  }

  /** Returns their thumbhash, or null where no picture can be made of it. */
  private async makePictures(job: Job<IndexJob>, probe: ProbeResult, sha256: string): Promise<string | null> {
    const made = await tryMedia(job, () =>
      makeThumbnails({
        path: this.library.absolute(job.data.path),
        probe,
        derivedFolder: this.config.HEARTH_DERIVED,
        sha256,
      }),
    );
    return made && 'thumbhash' in made ? made.thumbhash : null;
  }

  private async end(version: FileVersion, outcome: IndexOutcome): Promise<void> {
    if (await recordOutcome(this.database, version, outcome)) this.metrics.countEnded(outcome.state);
  }
}

function unreadable(facts: FileContentFacts, reason: string): IndexOutcome {
  return { facts, state: 'unreadable', reason, hasThumbnail: false, thumbhash: null };
}
