import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { findContentsInUse, findPicturedFilesOf, forgetPictures } from '@hearth/catalog';
import { DataSource } from 'typeorm';
import { INDEXER_CONFIG, type IndexerConfig } from '../config.js';

const SHARD = /^[0-9a-f]{2}$/;
const DIGEST = /^[0-9a-f]{64}$/;
/** What was made lately may be of a file whose row is on its way. */
const YOUNG_MS = 24 * 60 * 60_000;

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

  private async sweep(folder: string, now: number): Promise<number> {
    const digests = (await namesIn(folder)).filter((name) => DIGEST.test(name));
    if (digests.length === 0) return 0;
    const inUse = await findContentsInUse(this.database, digests);
    const unused: string[] = [];
    for (const digest of digests) {
      if (inUse.has(digest) || (await isYoung(join(folder, digest), now))) continue;
      await rm(join(folder, digest), { recursive: true, force: true });
      unused.push(digest);
    }
    // A file of these bytes that came in the very moment has relied on them.
    const misled = unused.length > 0 ? await findPicturedFilesOf(this.database, unused) : [];
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
