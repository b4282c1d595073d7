import { Controller } from '@nestjs/common';
import { emptyBin, listBin, restoreFile, restoreFiles, type InputOf, type OutputOf } from '@hearth/contracts';
import { CalledBy, Handle, Input, type Caller } from '@hearth/platform';
import { Bin } from './bin.js';
import { BinList } from './bin-list.js';

@Controller()
export class BinController {
  constructor(
    private readonly bin: Bin,
    private readonly list: BinList,
  ) {}

  @Handle(listBin)
  listAll(
    @Input() { query }: InputOf<typeof listBin>,
    @CalledBy() caller: Caller,
  ): Promise<OutputOf<typeof listBin>> {
    return this.list.find(caller, query);
  }

  @Handle(restoreFile)
  restore(
    @Input() { params }: InputOf<typeof restoreFile>,
    @CalledBy() caller: Caller,
  ): Promise<OutputOf<typeof restoreFile>> {
    return this.bin.restoreOne(caller, params.id);
  }

  @Handle(restoreFiles)
  async restoreMany(
    @Input() { body }: InputOf<typeof restoreFiles>,
    @CalledBy() caller: Caller,
  ): Promise<OutputOf<typeof restoreFiles>> {
    const { restored, failures } = await this.bin.restore(caller, body.fileIds);
    const items = body.fileIds.map((id) => {
      const one = restored.get(id);
      if (one) return { outcome: 'done' as const, ...one };
      return { id, outcome: 'failed' as const, code: failures.get(id)?.code ?? ('file.not-found' as const) };
    });
    return { items };
  }

  @Handle(emptyBin)
  async empty(): Promise<OutputOf<typeof emptyBin>> {
    return { removed: await this.bin.empty(await this.list.now()) };
  }
}
