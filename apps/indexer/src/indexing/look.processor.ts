import { Logger } from '@nestjs/common';
import { Processor } from '@nestjs/bullmq';
import {
  adoptByContent,
  findFilesToLookAt,
  findSidecarPaths,
  readFactsAgain,
  recordFailedStep,
  recordFingerprint,
  recordOutcomes,
  type FileContentFacts,
  type FileToLookAt,
  type FileVersion,
  type IndexOutcome,
  type Looked,
} from '@hearth/catalog';
import type { FileId } from '@hearth/contracts';
import type { Job } from 'bullmq';
import { DataSource } from 'typeorm';
import { v7 } from 'uuid';
import { typeByName } from '@hearth/media-types';
import { QueueConnection } from '../queue-connection.js';
import { PASSING_MS } from '../flows/decide-failure.js';
import { TOOK_TOO_LONG } from '../thumbnails/make-thumbnails.js';
import { FileContent } from './file-content.js';
import { LOOK, LOOK_WORKER, type IndexJob } from './index-job.js';
import { IndexMetrics } from './index-metrics.js';
import { isSameVersion, LibraryFiles } from './library-files.js';
import { Quarantine } from './quarantine.js';
import { Step } from './step.js';
import { tryMedia } from './try-media.js';

/** The step that makes pictures, among the failures. */
export const PICTURES = 'pictures';

const UNREADABLE = 'the file could not be read';

/**
 * Looks at what files hold, a few in one job: fingerprint, facts, the small picture. What was found is written down in one
 * statement, and others are told.
 */
@Processor(LOOK, LOOK_WORKER)
export class LookProcessor extends Step {
  private readonly log = new Logger('LookProcessor');

  constructor(
    redis: QueueConnection,
    quarantine: Quarantine,
    private readonly library: LibraryFiles,
    private readonly content: FileContent,
    private readonly database: DataSource,
    private readonly metrics: IndexMetrics,
  ) {
    super(redis, quarantine);
  }

  protected async work(job: Job<IndexJob>): Promise<void> {
    const { paths } = job.data;
    // One of them ended the process, or its store was away: each comes back alone.
    if (paths.length > 1 && job.attemptsStarted > 1) return;
    const known = await findFilesToLookAt(this.database, paths);
    const looked: Looked[] = [];
    const ids = [...known.values()].map(({ id }) => id);
    const sidecars = await findSidecarPaths(this.database, ids);
    for (const path of paths) {
      const row = known.get(path);
      const found = await this.look(path, row, row && sidecars.get(row.id), job).catch((error: unknown) => {
        if (paths.length === 1) throw error;
        this.log.warn(`${path}: ${String(error)}`);
      });
      if (found) looked.push(found);
    }
    await recordOutcomes(this.database, looked);
    await this.mindNewSidecars(ids, sidecars);
    await this.putAside(looked, known);
    for (const { outcome } of looked) this.metrics.countEnded(outcome.state);
  }

  /** Side-cars may have come or gone while their files were looked at. */
  private async mindNewSidecars(
    ids: readonly FileId[],
    before: ReadonlyMap<FileId, readonly string[]>,
  ): Promise<void> {
    const now = await findSidecarPaths(this.database, ids);
    const others = ids.filter((id) => String(before.get(id) ?? []) !== String(now.get(id) ?? []));
    await readFactsAgain(this.database, others);
  }

  /** What was too much for now is tried again later. */
  private async putAside(looked: readonly Looked[], known: ReadonlyMap<string, FileToLookAt>): Promise<void> {
    for (const { version, outcome } of looked) {
      const id = known.get(version.path)?.id;
      if (outcome.reason !== TOOK_TOO_LONG || outcome.state !== 'ready' || id === undefined) continue;
      const failure = { fileId: id, step: PICTURES, reason: TOOK_TOO_LONG, retryAfterMs: PASSING_MS };
      await recordFailedStep(this.database, failure);
    }
  }

  /** Undefined where there is nothing to write down: the file is gone, or was changed while it was looked at. */
  private async look(
    path: string,
    known: FileToLookAt | undefined,
    sidecars: readonly string[] | undefined,
    job: Job<IndexJob>,
  ): Promise<Looked | undefined> {
    const file = await this.library.find(path);
    if (!file) return undefined;
    const { version } = file;
    const isKnown = known !== undefined && this.library.isSameAsRecorded(known.version, version);
    const isDone = isKnown && known.state !== 'indexing';
    if (isDone && known.sha256 !== null) return undefined;
    const sha256 = isKnown && known.sha256 !== null ? known.sha256 : await this.content.fingerprint(version);
    if (!(await this.isStill(version))) return undefined;
    // It could not be read before, and still can't.
    if (isDone && sha256 === null) return undefined;
    const isOther = !isKnown || isDone;
    if (isOther && !(await this.recordBytes(version, sha256))) return undefined;
    const outcome = await this.outcomeOf(version, sha256, sidecars, job);
    return (await this.isStill(version)) ? { version, sha256, outcome } : undefined;
  }

  /** Other bytes, or the same ones in another place or time. Returns whether they are to be looked at further. */
  private async recordBytes(version: FileVersion, sha256: string | null): Promise<boolean> {
    const { path } = version;
    await recordFingerprint(this.database, {
      ...{ version, sha256, newId: v7() as FileId },
      ...typeByName(path),
    });
    if (sha256 !== null) await adoptByContent(this.database, [sha256]);
    const row = (await findFilesToLookAt(this.database, [path])).get(path);
    return row?.state === 'indexing';
  }

  private async outcomeOf(
    version: FileVersion,
    sha256: string | null,
    sidecars: readonly string[] | undefined,
    job: Job<IndexJob>,
  ): Promise<IndexOutcome> {
    if (sha256 === null) return unreadable(typeByName(version.path), UNREADABLE);
    const outcome = await tryMedia(job, async () => {
      const probe = await this.content.probe(version, sidecars);
      if (probe.state === 'unreadable') return unreadable(probe, probe.reason ?? UNREADABLE);
      return this.content.outcomeOf(version, sha256, probe);
    });
    return outcome ?? unreadable(typeByName(version.path), UNREADABLE);
  }

  private async isStill(version: FileVersion): Promise<boolean> {
    return isSameVersion(version, (await this.library.find(version.path))?.version);
  }
}

function unreadable(facts: FileContentFacts, reason: string): IndexOutcome {
  return { facts, state: 'unreadable', reason, hasThumbnail: false, thumbhash: null };
}
