import { Controller } from '@nestjs/common';
import { listPins, pinFile, unpinFile, type InputOf, type OutputOf } from '@hearth/contracts';
import { CalledBy, Handle, Input, type Caller } from '@hearth/platform';
import { presentFile } from '../library/present-file.js';
import { SignedLinks } from '../streaming/signed-links.js';
import { Pins } from './pins.js';

@Controller()
export class PinsController {
  constructor(
    private readonly pins: Pins,
    private readonly links: SignedLinks,
  ) {}

  @Handle(pinFile)
  pin(@Input() { params: { id } }: InputOf<typeof pinFile>, @CalledBy() caller: Caller): Promise<void> {
    return this.pins.add(caller, id);
  }

  @Handle(unpinFile)
  unpin(@Input() { params: { id } }: InputOf<typeof unpinFile>, @CalledBy() caller: Caller): Promise<void> {
    return this.pins.remove(caller, id);
  }

  @Handle(listPins)
  async list(
    @Input() { query }: InputOf<typeof listPins>,
    @CalledBy() caller: Caller,
  ): Promise<OutputOf<typeof listPins>> {
    const { rows, ...page } = await this.pins.list(caller, query);
    const linkTo = this.links.forSession(caller.sessionId);
    return { items: rows.map((row) => presentFile(row, linkTo)), ...page };
  }
}
