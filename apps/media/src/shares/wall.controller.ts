import { Controller } from '@nestjs/common';
import { findListedFiles } from '@hearth/catalog';
import { listShareUploads, showShareUpload, type InputOf, type OutputOf } from '@hearth/contracts';
import { CalledBy, Handle, HearthError, Input, type Caller } from '@hearth/platform';
import { DataSource } from 'typeorm';
import { presentFile } from '../library/present-file.js';
import { SignedLinks } from '../streaming/signed-links.js';
import { findGuestUploads, showGuestUpload } from './guest-uploads.js';
import { Shares } from './shares.js';

const MOST_SHOWN = 200;

/** What guests bring, for whoever asked them to. */
@Controller()
export class WallController {
  constructor(
    private readonly shares: Shares,
    private readonly links: SignedLinks,
    private readonly database: DataSource,
  ) {}

  @Handle(listShareUploads)
  async list(
    @Input() { params: { id } }: InputOf<typeof listShareUploads>,
    @CalledBy() caller: Caller,
  ): Promise<OutputOf<typeof listShareUploads>> {
    const { label, isModerated } = await this.shares.get(caller, id);
    const brought = await findGuestUploads(this.database, id, { limit: MOST_SHOWN });
    const files = await findListedFiles(
      this.database,
      brought.map(({ fileId }) => fileId),
    );
    const rows = new Map(files.map((row) => [row.id, row]));
    const linkTo = this.links.forSession(caller.sessionId);
    const items = brought.flatMap(({ fileId, uploadedAt, isShown }) => {
      const row = rows.get(fileId);
      return row ? [{ ...presentFile(row, linkTo), uploadedAt: uploadedAt.toISOString(), isShown }] : [];
    });
    return { label, isModerated, items };
  }

  @Handle(showShareUpload)
  async show(
    @Input() { params: { id, fileId }, body: { isShown } }: InputOf<typeof showShareUpload>,
    @CalledBy() caller: Caller,
  ): Promise<void> {
    await this.shares.get(caller, id);
    if (!(await showGuestUpload(this.database, id, fileId, isShown))) throw new HearthError('file.not-found');
  }
}
