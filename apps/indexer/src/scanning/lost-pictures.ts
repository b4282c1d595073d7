import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable, Logger } from '@nestjs/common';
import {
  derivedPath,
  pictureOf,
  findContentsWithInnerSubtitles,
  findLibrary,
  findPicturedFiles,
  findStoryboardedContents,
  forgetInnerTexts,
  forgetPictures,
  forgetStoryboards,
  innerSubtitlePath,
  MARKER_FILE,
  storyboardPath,
  type PicturedFile,
} from '@hearth/catalog';
import type { FileId } from '@hearth/contracts';
import { DataSource } from 'typeorm';
import { INDEXER_CONFIG, type IndexerConfig } from '../config.js';
import { writeAtomically } from '../thumbnails/derived-files.js';

const FILES_AT_ONCE = 1_000;

/**
 * Notices that the folder of pictures is another one than before: lost, not restored, or of another library. Its marker says
 * for which library it was seen complete; without that, each picture is looked for.
 */
@Injectable()
export class LostPictures {
  private readonly logger = new Logger('LostPictures');
  private readonly derived: string;

  constructor(
    private readonly database: DataSource,
    @Inject(INDEXER_CONFIG) config: IndexerConfig,
  ) {
    this.derived = config.HEARTH_DERIVED;
  }

  /** Sends the files whose pictures are not there through the index once more. Never keeps a scan from going on. */
  async find(): Promise<void> {
    const library = await findLibrary(this.database);
    if (!library || (await this.readMarker()) === library.libraryId) return;
    const lost = await this.forgetLost();
    await this.forgetLostStoryboards();
    await this.forgetLostTexts();
    if (lost > 0) this.logger.warn(`the pictures of ${lost} files were lost, and are made again`);
    await writeAtomically(this.markerPath, Buffer.from(`${library.libraryId}\n`)).catch((error: unknown) =>
      this.logger.warn(`the folder of pictures could not be marked: ${String(error)}`),
    );
  }

  private get markerPath(): string {
    return join(this.derived, MARKER_FILE);
  }

  private async readMarker(): Promise<string | undefined> {
    return (await readFile(this.markerPath, 'utf8').catch(() => undefined))?.trim();
  }

  private async forgetLost(): Promise<number> {
    let lost = 0;
    let after: FileId | undefined;
    for (;;) {
      const files = await findPicturedFiles(this.database, after, FILES_AT_ONCE);
      if (files.length === 0) return lost;
      const ids = await this.lostAmong(files);
      if (ids.length > 0) await forgetPictures(this.database, ids);
      lost += ids.length;
      after = files.at(-1)?.id;
    }
  }

  private async forgetLostStoryboards(): Promise<void> {
    for (let after: string | undefined = ''; after !== undefined;) {
      const contents: string[] = await findStoryboardedContents(this.database, after, FILES_AT_ONCE);
      const areThere = await Promise.all(
        contents.map((sha256) => isThere(join(this.derived, storyboardPath(sha256)))),
      );
      await forgetStoryboards(
        this.database,
        contents.filter((_, at) => !areThere[at]),
      );
      after = contents.at(-1);
    }
  }

  private async forgetLostTexts(): Promise<void> {
    for (let after: string | undefined = ''; after !== undefined;) {
      const contents: { sha256: string; subtitles: number }[] = await findContentsWithInnerSubtitles(
        this.database,
        after,
        FILES_AT_ONCE,
      );
      // They are written in their order.
      const areThere = await Promise.all(
        contents.map(({ sha256, subtitles }) =>
          isThere(join(this.derived, innerSubtitlePath(sha256, subtitles - 1))),
        ),
      );
      await forgetInnerTexts(
        this.database,
        contents.filter((_, at) => !areThere[at]).map(({ sha256 }) => sha256),
      );
      after = contents.at(-1)?.sha256;
    }
  }

  private async lostAmong(files: readonly PicturedFile[]): Promise<FileId[]> {
    const areThere = await Promise.all(files.map((file) => arePicturesThere(this.derived, file)));
    return files.filter((_, at) => !areThere[at]).map(({ id }) => id);
  }
}

async function arePicturesThere(derived: string, file: PicturedFile): Promise<boolean> {
  const { sha256, preview_as: previewAs, shown_turn: shownTurn } = file;
  for (const size of previewAs === null ? (['grid', 'preview'] as const) : (['grid'] as const)) {
    if (!(await isThere(join(derived, derivedPath(sha256, size))))) return false;
  }
  if (shownTurn === null) return true;
  const turned = pictureOf({ sha256, shownTurn });
  for (const size of ['grid', 'preview'] as const)
    if (!(await isThere(join(derived, derivedPath(turned, size))))) return false;
  return true;
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
