import { constants, open } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { findBeside, libraryPath, type FileBeside } from '@hearth/catalog';
import type { FileId } from '@hearth/contracts';
import { HearthError } from '@hearth/platform';
import { DataSource } from 'typeorm';
import { MEDIA_CONFIG, type MediaConfig } from '../config.js';
import { decodeText } from './decode-text.js';

/** Words of hours are a few hundred kilobytes. */
const LARGEST_BYTES = 4 * 1024 ** 2;

export interface TextBeside {
  readonly file: FileBeside;
  /** What its name has more than that of the file it lies beside, without the ending. */
  readonly more: string;
}

/** The small texts that lie beside films and songs. */
@Injectable()
export class TextFiles {
  constructor(
    private readonly database: DataSource,
    @Inject(MEDIA_CONFIG) private readonly config: MediaConfig,
  ) {}

  /** Throws `file.not-found`. */
  async listBeside(id: FileId, endings: readonly string[]): Promise<TextBeside[]> {
    const found = await findBeside(this.database, id, endings);
    if (!found) throw new HearthError('file.not-found');
    return found.files
      .filter((file) => file.id !== id)
      .map((file) => ({
        file,
        more: file.name
          .slice(found.stem.length)
          .replace(/\.[^.]*$/, '')
          .slice(1),
      }));
  }

  /** The whole of it, in whatever encoding. What is larger than a text would be is not found. */
  async read(file: FileBeside): Promise<string> {
    const path = join(this.config.HEARTH_LIBRARY, libraryPath(file));
    // A link in its place may lead anywhere.
    const handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK).catch(
      () => {
        throw new HearthError('file.missing-on-disk');
      },
    );
    try {
      const status = await handle.stat();
      if (!status.isFile() || status.size > LARGEST_BYTES) throw new HearthError('file.not-found');
      const bytes = Buffer.alloc(status.size);
      const { bytesRead } = await handle.read(bytes, 0, status.size, 0);
      return decodeText(bytes.subarray(0, bytesRead));
    } finally {
      await handle.close();
    }
  }
}
