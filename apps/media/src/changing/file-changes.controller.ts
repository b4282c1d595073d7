import { Controller } from '@nestjs/common';
import { changeFile, changeFiles, removeFile, type InputOf, type OutputOf } from '@hearth/contracts';
import { CalledBy, Handle, Input, type Caller } from '@hearth/platform';
import { Bin } from '../bin/bin.js';
import { Library } from '../library/library.js';
import { presentFileDetail } from '../library/present-file.js';
import { PlaybackPositions } from '../playback/playback-positions.js';
import { SignedLinks } from '../streaming/signed-links.js';
import { FileChanges } from './file-changes.js';

@Controller()
export class FileChangesController {
  constructor(
    private readonly changes: FileChanges,
    private readonly bin: Bin,
    private readonly library: Library,
    private readonly links: SignedLinks,
    private readonly positions: PlaybackPositions,
  ) {}

  @Handle(changeFile)
  async change(
    @Input() { params, body }: InputOf<typeof changeFile>,
    @CalledBy() { sessionId, userId }: Caller,
  ): Promise<OutputOf<typeof changeFile>> {
    await this.changes.change(params.id, body);
    const file = await this.library.get(params.id);
    const positionSec = await this.positions.find(userId, params.id);
    return presentFileDetail(file, this.links.forSession(sessionId), positionSec);
  }

  @Handle(changeFiles)
  async changeMany(
    @Input() { body }: InputOf<typeof changeFiles>,
    @CalledBy() caller: Caller,
  ): Promise<OutputOf<typeof changeFiles>> {
    return { items: await this.changes.changeMany(caller, body) };
  }

  @Handle(removeFile)
  async remove(
    @Input() { params, query }: InputOf<typeof removeFile>,
    @CalledBy() caller: Caller,
  ): Promise<void> {
    if (query.permanent === 'true') await this.bin.deleteForGood(caller, params.id);
    else await this.bin.putOne(caller, params.id);
  }
}
