import { createHash } from 'node:crypto';
import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { derivedPath, findThumbhash, motionPath, type FileVersion, type IndexOutcome } from '@hearth/catalog';
import { DataSource } from 'typeorm';
import { INDEXER_CONFIG, type IndexerConfig } from '../config.js';
import { hashFile } from '../fingerprinting/hash-file.js';
import { FACTS_VERSION } from '../probing/facts-version.js';
import { mergeFacts } from '../probing/merge-facts.js';
import { probeFile } from '../probing/probe-file.js';
import type { MediaFacts, ProbeResult } from '../probing/probe-result.js';
import { MAX_SIDECAR_BYTES, readSidecarFacts } from '../probing/sidecar-facts.js';
import { decidePreview, type PreviewDecision } from '../thumbnails/decide-preview.js';
import { makeThumbnails } from '../thumbnails/make-thumbnails.js';
import { copyPart } from './copy-part.js';
import { LibraryFiles } from './library-files.js';

/** What is read as a whole and hashed here; the rest goes to threads that read on and on. */
const SMALL_BYTES = 8 * 1024 ** 2;

/** Reads what a file holds: its fingerprint, its facts, its picture. */
@Injectable()
export class FileContent {
  constructor(
    private readonly library: LibraryFiles,
    private readonly database: DataSource,
    @Inject(INDEXER_CONFIG) private readonly config: IndexerConfig,
  ) {}

  /** SHA-256 in lower-case hex, or null where the file can't be read, say for lack of a permission. */
  async fingerprint({ path, sizeBytes }: FileVersion): Promise<string | null> {
    const absolute = this.library.absolute(path);
    try {
      if (sizeBytes > SMALL_BYTES) return (await hashFile(absolute)).sha256;
      return createHash('sha256')
        .update(await readFile(absolute))
        .digest('hex');
    } catch {
      return null;
    }
  }

  /** @param sidecars paths in the library, the most trusted first */
  async probe({ path }: FileVersion, sidecars: readonly string[] = []): Promise<ProbeResult> {
    const besides = await Promise.all(sidecars.map((sidecar) => this.readSidecar(sidecar)));
    return probeFile({ path: this.library.absolute(path), besides: mergeFacts(...besides) });
  }

  private async readSidecar(path: string): Promise<MediaFacts> {
    const file = await this.library.find(path);
    if (!file || file.version.sizeBytes > MAX_SIDECAR_BYTES) return {};
    const content = await readFile(this.library.absolute(path)).catch(() => Buffer.alloc(0));
    return readSidecarFacts(content, path);
  }

  /**
   * Makes the file's pictures, or finds those of the same bytes elsewhere.
   *
   * @param isAnew whether pictures are made also where there are some
   */
  async outcomeOf(
    version: FileVersion,
    sha256: string,
    probe: ProbeResult,
    isAnew = false,
  ): Promise<IndexOutcome> {
    await this.keepMotion(version, sha256, probe);
    const preview = decidePreview({ ...probe, sizeBytes: version.sizeBytes });
    const shared = isAnew ? undefined : await this.sharedThumbhash(sha256, preview);
    if (shared) return pictured(probe, shared.thumbhash, shared.preview, shared.reason);
    const made = await makeThumbnails({
      ...{ path: this.library.absolute(version.path), probe, sha256, preview },
      derivedFolder: this.config.HEARTH_DERIVED,
    });
    if ('thumbhash' in made)
      return pictured(probe, made.thumbhash, made.preview ? 'now' : preview, made.reason);
    const without = { reason: made.failed, hasThumbnail: false, thumbhash: null };
    return { facts: probe, state: 'ready', ...without, factsVersion: FACTS_VERSION };
  }

  /** Takes the film out of a Motion Photo, so that it can be sent by itself. */
  async keepMotion({ path }: FileVersion, sha256: string, { motion }: ProbeResult): Promise<void> {
    if (!motion) return;
    await copyPart(this.library.absolute(path), motion, join(this.config.HEARTH_DERIVED, motionPath(sha256)));
  }

  private async sharedThumbhash(sha256: string, preview: PreviewDecision) {
    const shared = await findThumbhash(this.database, sha256);
    if (!shared?.thumbhash) return undefined;
    const { thumbhash, reason, previewAs } = shared;
    // Of what is damaged there is a preview, whatever its type and size.
    const isMade = previewAs === null;
    const sizes = preview === 'now' || isMade ? (['grid', 'preview'] as const) : (['grid'] as const);
    const areThere = await Promise.all(
      sizes.map((size) =>
        access(join(this.config.HEARTH_DERIVED, derivedPath(sha256, size))).then(
          () => true,
          () => false,
        ),
      ),
    );
    return areThere.every(Boolean)
      ? ({ thumbhash, reason, preview: isMade ? 'now' : preview } as const)
      : undefined;
  }
}

function pictured(
  facts: ProbeResult,
  thumbhash: string,
  preview: PreviewDecision,
  reason: string | null = null,
): IndexOutcome {
  const previewAs = preview === 'now' ? null : preview;
  return {
    facts,
    state: 'ready',
    reason,
    hasThumbnail: true,
    thumbhash,
    previewAs,
    factsVersion: FACTS_VERSION,
  };
}
