import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import {
  countSegments,
  findRenderableContent,
  findRenderableFile,
  findRendition,
  renditionPath,
  segmentOf,
  touchRendition,
  wantSegment,
  type RenderableFile,
} from '@hearth/catalog';
import type { FileId, RenditionProgress } from '@hearth/contracts';
import { HearthError } from '@hearth/platform';
import { DataSource } from 'typeorm';
import { MEDIA_CONFIG, type MediaConfig } from '../config.js';
import { waitUntilMade } from './wait-until-made.js';

const LOOK_EVERY_MS = 100;

export interface KnownRendition {
  readonly file: RenderableFile;
  readonly segments: number;
}

/** Films in a form that players play. They are made by the indexer; here they are asked for. */
@Injectable()
export class Renditions {
  constructor(
    private readonly database: DataSource,
    @Inject(MEDIA_CONFIG) private readonly config: MediaConfig,
  ) {}

  /** Throws `file.no-rendition`. */
  async get(id: FileId): Promise<KnownRendition> {
    const file = await this.getFile(id);
    const known = await findRendition(this.database, file);
    return { file, segments: known?.segments ?? countSegments(file.duration_sec) };
  }

  /** Somebody opened its playlist: work at its beginning starts before the first piece is asked for. */
  async open({ file, segments }: KnownRendition): Promise<void> {
    const { sha256 } = file;
    if (await this.isThere(renditionPath(sha256, '0.m4s'))) await touchRendition(this.database, sha256);
    else await wantSegment(this.database, { sha256, segments, segment: 0 });
  }

  /** Throws `file.no-rendition`. */
  async progress(id: FileId): Promise<RenditionProgress> {
    const file = await this.getFile(id);
    const known = await findRendition(this.database, file);
    if (!known) return { state: 'none', made: 0, segments: countSegments(file.duration_sec) };
    const { made, segments, reason } = known;
    if (made >= segments) return { state: 'ready', made, segments };
    if (reason !== null) return { state: 'failed', made, segments, reason };
    return { state: known.is_worked_at ? 'making' : 'waiting', made, segments };
  }

  /**
   * Resolves when this piece is on the disk.
   *
   * @throws `file.no-rendition` when it never will be, `rendition.not-ready` when it takes long
   */
  async waitFor(sha256: string, part: string, stopping: AbortSignal): Promise<void> {
    const path = renditionPath(sha256, part);
    const file = await findRenderableContent(this.database, sha256);
    if (!file) throw new HearthError('file.no-rendition');
    const segment = segmentOf(part) ?? 0;
    const piece = {
      find: async () => (await this.isThere(path)) || undefined,
      // Again and again, so that work elsewhere comes here.
      want: () => this.want(file, segment),
      lookEveryMs: LOOK_EVERY_MS,
    };
    await waitUntilMade(piece, stopping);
  }

  private async want(file: RenderableFile, segment: number): Promise<void> {
    const known = await findRendition(this.database, file);
    const segments = known?.segments ?? countSegments(file.duration_sec);
    const reason = known?.reason ?? undefined;
    if (reason !== undefined || segment >= segments) {
      throw new HearthError('file.no-rendition', reason === undefined ? {} : { detail: reason });
    }
    await wantSegment(this.database, { sha256: file.sha256, segments, segment });
  }

  private async getFile(id: FileId): Promise<RenderableFile> {
    const file = await findRenderableFile(this.database, id);
    if (!file) throw new HearthError('file.no-rendition');
    return file;
  }

  private isThere(path: string): Promise<boolean> {
    return access(join(this.config.HEARTH_DERIVED, path)).then(
      () => true,
      () => false,
    );
  }
}
