import { constants } from 'node:fs';
import { link, lstat, mkdir, open, rm, rmdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { HearthError } from '@hearth/platform';
import { GATEWAY_CONFIG, type GatewayConfig } from '../../config.js';

const HEARTH_FOLDER = '.hearth';
/**
 * What every library has. Without it the disk is not there: nothing must be written into its empty place, and nothing of it
 * counts as gone. The folder alone says nothing, as others make theirs in it.
 */
const MARKER = join(HEARTH_FOLDER, 'library-id');
const MOST_NAMES = 100;

/** Where takes are while they are recorded, and how they get into the library. */
@Injectable()
export class CaptureFolder {
  private readonly library: string;

  constructor(@Inject(GATEWAY_CONFIG) config: GatewayConfig) {
    this.library = config.HEARTH_LIBRARY;
  }

  /** The take's own folder: on the library's disk, but not in the library. */
  staging(takeId: string): string {
    return join(this.library, HEARTH_FOLDER, 'captures', takeId);
  }

  /** Throws `library.offline`. */
  async ensureThere(): Promise<void> {
    const marker = await stat(join(this.library, MARKER)).catch(() => undefined);
    if (!marker?.isFile()) throw new HearthError('library.offline');
  }

  /** Throws `library.offline`. */
  async prepare(takeId: string): Promise<string> {
    await this.ensureThere();
    const folder = this.staging(takeId);
    await mkdir(folder, { recursive: true, mode: 0o750 });
    return folder;
  }

  /** A folder of the library that no take has yet, `Captures/<name>`, as a path inside the library. */
  async makeFolder(name: string): Promise<string> {
    await this.ensureFolder('Captures');
    for (let count = 1; count <= MOST_NAMES; count += 1) {
      const folder = `Captures/${count === 1 ? name : `${name} (${count})`}`;
      try {
        await mkdir(join(this.library, folder), { mode: 0o755 });
        return folder;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
    }
    throw new HearthError('library.offline', { detail: 'There are too many takes of this name.' });
  }

  /** Gives a staged file a name in the library; nothing is ever overwritten. */
  async file(staged: string, folder: string, name: string): Promise<void> {
    await link(staged, join(this.library, folder, name));
    const handle = await open(join(this.library, folder), constants.O_RDONLY | constants.O_DIRECTORY);
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  }

  /**
   * Takes a file out of the library, if it is still there; its folder too, once that is empty. Returns the bytes that went.
   * Throws what the disk says: one that does not answer has not lost the file.
   */
  async unfile(folder: string, name: string): Promise<number> {
    const path = join(this.library, folder, name);
    const there = await lstat(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
    });
    if (!there?.isFile()) return 0;
    await rm(path);
    await rmdir(join(this.library, folder)).catch(() => undefined);
    return there.size;
  }

  removeStaging(takeId: string): Promise<void> {
    return rm(this.staging(takeId), { recursive: true, force: true });
  }

  private async ensureFolder(folder: string): Promise<void> {
    await mkdir(join(this.library, folder), { mode: 0o755 }).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
    // A link in its place would lead out of the library.
    if (!(await lstat(join(this.library, folder))).isDirectory()) throw new HearthError('library.offline');
  }
}
