import { Injectable } from '@nestjs/common';
import {
  findFileToRepeat,
  findFilesOfOlderReader,
  findSidecarPaths,
  keepFacts,
  recordFacts,
} from '@hearth/catalog';
import type { FileId } from '@hearth/contracts';
import { DataSource } from 'typeorm';
import { defineFlow, type FlowHandler } from '../flows/define-flow.js';
import { FileContent } from '../indexing/file-content.js';
import { LibraryFiles } from '../indexing/library-files.js';
import { FACTS_VERSION } from '../probing/facts-version.js';

const STEP = 'facts';

/** A better reader of facts reads old files again by itself, when nothing else waits. */
export const factsAgainFlow = defineFlow({
  name: STEP,
  concurrency: 2,
  lastsAtMostMs: 2 * 60_000,
  findDue: (database, limit) =>
    findFilesOfOlderReader(database, { version: FACTS_VERSION, step: STEP, limit }),
});

@Injectable()
export class FactsAgain implements FlowHandler {
  constructor(
    private readonly content: FileContent,
    private readonly library: LibraryFiles,
    private readonly database: DataSource,
  ) {}

  async run(id: FileId): Promise<void> {
    const file = await findFileToRepeat(this.database, id);
    const found = file && (await this.library.find(file.version.path));
    // Other bytes lie there by now: the index comes to them.
    if (!found || !this.library.isSameAsRecorded(file.version, found.version)) return;
    const sidecars = (await findSidecarPaths(this.database, [id])).get(id);
    const facts = await this.content.probe(file.version, sidecars);
    // What could be read once and cannot be now says more about the reader than about the file.
    if (facts.state === 'unreadable') return keepFacts(this.database, id, FACTS_VERSION);
    await this.content.keepMotion(file.version, file.sha256, facts);
    await recordFacts(this.database, { id, sha256: file.sha256, facts, factsVersion: FACTS_VERSION });
  }
}
