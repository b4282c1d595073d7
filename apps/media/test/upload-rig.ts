import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { MediaRig, type Answer, type SignedIn } from './media-rig.js';

const BOUNDARY = 'a-boundary';

/** Media with a library of its own, and somebody who uploads into it. */
export class UploadRig {
  private static bodies = 0;

  private constructor(
    readonly media: MediaRig,
    readonly library: string,
    readonly editor: SignedIn,
  ) {}

  static async start(environment: Record<string, string> = {}): Promise<UploadRig> {
    const library = mkdtempSync(join(tmpdir(), 'hearth-uploads-'));
    mkdirSync(join(library, '.hearth/staging/incoming'), { recursive: true });
    writeFileSync(join(library, '.hearth/library-id'), `${randomUUID()}\n`);
    const media = await MediaRig.start({ HEARTH_LIBRARY: library, ...environment });
    return new UploadRig(media, library, await media.signIn(await media.addUser('editor')));
  }

  /** The same for somebody else, a guest say. */
  as(who: Pick<SignedIn, 'token'>): UploadRig {
    return new UploadRig(this.media, this.library, { ...this.editor, token: who.token });
  }

  async stop(): Promise<void> {
    await this.media.stop();
    rmSync(this.library, { recursive: true, force: true });
  }

  /** All of a file in one piece; the answer to that piece. */
  async upload(bytes: Uint8Array, name: string, folder = ''): Promise<Answer & { path: string }> {
    const path = await this.create(bytes.length, name, folder);
    return { ...(await this.patch(path, 0, bytes)), path };
  }

  async create(sizeBytes: number, name: string, folder = ''): Promise<string> {
    const fields = Object.entries({ filename: name, folder, modifiedAt: '2024-05-06T07:08:09.123Z' });
    const metadata = fields
      .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
      .join(',');
    const headers = { 'upload-length': String(sizeBytes), 'upload-metadata': metadata };
    const { status, text, ...answer } = await this.tus('POST', '/api/uploads', headers);
    if (status !== 201) throw new Error(`${status} ${text}`);
    return String(answer.headers['location']);
  }

  patch(path: string, offsetBytes: number, bytes: Uint8Array): Promise<Answer> {
    return this.tus('PATCH', path, {
      'content-type': 'application/offset+octet-stream',
      'upload-offset': String(offsetBytes),
      ...this.receive(bytes),
    });
  }

  head(path: string): Promise<Answer> {
    return this.tus('HEAD', path);
  }

  sendForm(bytes: Uint8Array, name: string): Promise<Answer> {
    return this.sendFiles([{ bytes, name }]);
  }

  sendFiles(files: readonly { bytes: Uint8Array; name: string }[], folder = ''): Promise<Answer> {
    const part = (header: string, content: Uint8Array) => [
      Buffer.from(`--${BOUNDARY}\r\ncontent-disposition: form-data; ${header}\r\n\r\n`),
      content,
      Buffer.from('\r\n'),
    ];
    return this.media.call('POST', '/api/files/upload', {
      token: this.editor.token,
      headers: { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` },
      body: Buffer.concat([
        ...part('name="folder"', Buffer.from(folder)),
        ...files.flatMap(({ bytes, name }) => part(`name="f"; filename="${name}"`, bytes)),
        Buffer.from(`--${BOUNDARY}--\r\n`),
      ]),
    });
  }

  /** The row of an upload in its table. */
  async rowOf(path: string): Promise<Record<string, unknown> | undefined> {
    const [row] = await this.media.database.query('SELECT * FROM uploading.uploads WHERE id = $1', [
      basename(path),
    ]);
    return row;
  }

  staged(): string[] {
    return readdirSync(join(this.library, '.hearth/staging')).filter((name) => name !== 'incoming');
  }

  private tus(method: string, path: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.media.call(method, path, {
      token: this.editor.token,
      headers: { 'tus-resumable': '1.0.0', ...headers },
    });
  }

  /** What nginx does with a body: a file of its own and its path in a header. */
  private receive(bytes: Uint8Array): Record<string, string> {
    const path = join(
      this.library,
      '.hearth/staging/incoming',
      String((UploadRig.bodies += 1)).padStart(10, '0'),
    );
    writeFileSync(path, bytes, { mode: 0o600 });
    return { 'x-body-file': path };
  }
}
