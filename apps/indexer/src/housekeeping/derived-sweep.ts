import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import {
  derivedFolder,
  findContentsInUse,
  findDiscardedContents,
  findPicturedFilesOf,
  forgetDiscardedContents,
  forgetMadeOf,
  forgetPictures,
} from '@hearth/catalog';
import { DataSource } from 'typeorm';
import { INDEXER_CONFIG, type IndexerConfig } from '../config.js';

const SHARD = /^[0-9a-f]{2}$/;
const DIGEST = /^[0-9a-f]{64}$/;
/** What was made lately may be of a file whose row is on its way. */
const YOUNG_MS = 24 * 60 * 60_000;
const DISCARDED_AT_ONCE = 500;

/** Removes what was derived of contents that no file has any more. */
@Injectable()
export class DerivedSweep {
  constructor(
    private readonly database: DataSource,
    @Inject(INDEXER_CONFIG) private readonly config: IndexerConfig,
  ) {}

  /** Returns how many contents these were. The folder is gone through in 256 parts, named by the first byte of the digest. */
  async run(now = Date.now()): Promise<number> {
    let swept = 0;
    for (const shard of (await namesIn(this.config.HEARTH_DERIVED)).filter((name) => SHARD.test(name))) {
      swept += await this.sweep(join(this.config.HEARTH_DERIVED, shard), now);
    }
    return swept;
  }

  /** Of what was destroyed on purpose nothing stays, however young. */
  async removeDiscarded(): Promise<void> {
    const digests = await findDiscardedContents(this.database, DISCARDED_AT_ONCE);
    if (digests.length === 0) return;
    await this.removeUnused(digests);
    await forgetDiscardedContents(this.database, digests);
  }

  private async sweep(folder: string, now: number): Promise<number> {
    const old: string[] = [];
    for (const name of await namesIn(folder))
      if (DIGEST.test(name) && !(await isYoung(join(folder, name), now))) old.push(name);
    return this.removeUnused(old);
  }

  /** Returns of how many of these contents something was removed: those that no file has. */
  private async removeUnused(digests: readonly string[]): Promise<number> {
    if (digests.length === 0) return 0;
    const inUse = await findContentsInUse(this.database, digests);
    const unused = digests.filter((digest) => !inUse.has(digest));
    if (unused.length === 0) return 0;
    // Before the files: what is noted as made and is not there is never made again, should these contents come back.
    await forgetMadeOf(this.database, unused);
    for (const digest of unused)
      await rm(join(this.config.HEARTH_DERIVED, derivedFolder(digest)), {
        recursive: true,
        force: true,
      });
    // A file of these bytes that came in the very moment has relied on them.
    const misled = await findPicturedFilesOf(this.database, unused);
    if (misled.length > 0) await forgetPictures(this.database, misled);
    return unused.length;
  }
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}

async function isYoung(folder: string, now: number): Promise<boolean> {
  const status = await stat(folder).catch(() => undefined);
  return status === undefined || now - status.mtimeMs < YOUNG_MS;
}
