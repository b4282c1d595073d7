import { mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { INIT_PART, renditionPath, segmentOf, segmentPart } from '@hearth/catalog';

const DRAFT = '.draft-';

/** The pieces of one rendition on the disk, which alone say what is made. */
export class RenditionFolder {
  readonly made = new Set<number>();
  sizeBytes = 0;

  private constructor(private readonly folder: string) {}

  /** Sweeps away what a run that was killed left half done. */
  static async open(derivedFolder: string, sha256: string): Promise<RenditionFolder> {
    const opened = new RenditionFolder(join(derivedFolder, renditionPath(sha256)));
    await mkdir(opened.folder, { recursive: true });
    const names = await readdir(opened.folder);
    for (const name of names) {
      if (name.startsWith(DRAFT)) await rm(join(opened.folder, name), { recursive: true, force: true });
      // Without what its pieces begin with they cannot be played.
      else if (names.includes(INIT_PART)) await opened.note(name);
    }
    return opened;
  }

  /** Where the encoder writes; nobody else sees it. */
  draft(): Promise<string> {
    return mkdtemp(join(this.folder, DRAFT));
  }

  /** Puts what is done in its place. Returns how many pieces these were. */
  async take(draft: string): Promise<number> {
    const done = (await readdir(draft)).map(segmentOf).filter((segment) => segment !== undefined);
    if (done.length === 0) return 0;
    // Whatever the run, it is the same; it is whole once the first piece is.
    if (this.made.size === 0) await rename(join(draft, INIT_PART), join(this.folder, INIT_PART));
    for (const segment of done.sort((a, b) => a - b)) {
      const part = segmentPart(segment);
      await rename(join(draft, part), join(this.folder, part));
      await this.note(part);
    }
    return done.length;
  }

  private async note(name: string): Promise<void> {
    const segment = segmentOf(name);
    if (segment === undefined) return;
    const { size } = await stat(join(this.folder, name));
    // After a power cut a file may be there without its bytes.
    if (size === 0) return;
    this.made.add(segment);
    this.sizeBytes += size;
  }
}
