import { randomUUID } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { splitLibraryPath } from '@hearth/catalog';
import type { FileId, Role } from '@hearth/contracts';
import { MediaRig, type Answer, type SignedIn } from './media-rig.js';

interface Asked {
  readonly as?: Role | SignedIn;
  readonly body?: unknown;
}

/** Media with a library of its own, in which files lie that the catalogue knows. */
export class LibraryRig {
  private constructor(
    readonly media: MediaRig,
    readonly library: string,
    readonly people: Record<Role, SignedIn>,
  ) {}

  static async start(): Promise<LibraryRig> {
    const library = mkdtempSync(join(tmpdir(), 'hearth-library-'));
    mkdirSync(join(library, '.hearth'));
    writeFileSync(join(library, '.hearth/library-id'), `${randomUUID()}\n`);
    const media = await MediaRig.start({ HEARTH_LIBRARY: library });
    const signIn = async (role: Role) => media.signIn(await media.addUser(role));
    return new LibraryRig(media, library, {
      viewer: await signIn('viewer'),
      editor: await signIn('editor'),
      admin: await signIn('admin'),
    });
  }

  async stop(): Promise<void> {
    await this.media.stop();
    rmSync(this.library, { recursive: true, force: true });
  }

  /** A file on the disk and its row, as an indexer that has finished leaves them. */
  async put(path: string, columns: Record<string, unknown> = {}, content = path): Promise<FileId> {
    this.write(path, content);
    const { size, mtimeNs, ino } = lstatSync(join(this.library, path), { bigint: true });
    return this.media.addFile({
      ...splitLibraryPath(path),
      ...{ size_bytes: String(size), mtime_ns: String(mtimeNs), inode: String(ino) },
      ...columns,
    });
  }

  /** A file on the disk that the catalogue does not know. */
  write(path: string, content = path): void {
    mkdirSync(dirname(join(this.library, path)), { recursive: true });
    writeFileSync(join(this.library, path), content);
  }

  /** Undefined where nothing is there. */
  read(path: string): string | undefined {
    return this.holds(path) ? readFileSync(join(this.library, path), 'utf8') : undefined;
  }

  holds(path: string): boolean {
    return existsSync(join(this.library, path));
  }

  inodeOf(path: string): bigint {
    return lstatSync(join(this.library, path), { bigint: true }).ino;
  }

  call(method: string, path: string, { as = 'editor', body }: Asked = {}): Promise<Answer> {
    const { token } = typeof as === 'string' ? this.people[as] : as;
    return this.media.call(method, path, { token, ...(body !== undefined && { body }) });
  }

  /** Columns of a row, as the table has them. */
  async row(id: FileId): Promise<Record<string, unknown> | undefined> {
    const [row] = await this.media.database.query<Record<string, unknown>[]>(
      'SELECT * FROM catalog.files WHERE id = $1',
      [id],
    );
    return row;
  }

  /** Where the catalogue says that a file lies, whether it is listed or not. */
  async placeOf(id: FileId): Promise<string | undefined> {
    const row = await this.row(id);
    return row && [row['folder'], row['name']].filter((part) => part !== '').join('/');
  }

  /** What was told of a file, the oldest first. */
  async told(id: FileId): Promise<string[]> {
    const rows = await this.media.database.query<{ subject: string }[]>(
      `SELECT subject FROM catalog.outbox WHERE envelope -> 'payload' ->> 'fileId' = $1 ORDER BY id`,
      [id],
    );
    return rows.map(({ subject }) => subject.replace('hearth.catalog.file.', '').replace('.v1', ''));
  }
}
