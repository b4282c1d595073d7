import { Controller } from '@nestjs/common';
import { addFolder, listFolder, moveFolder, type InputOf, type OutputOf } from '@hearth/contracts';
import { CalledBy, Handle, Input, type Caller } from '@hearth/platform';
import { Folders } from './folders.js';

@Controller()
export class FoldersController {
  constructor(private readonly folders: Folders) {}

  @Handle(listFolder)
  list(
    @Input() { query }: InputOf<typeof listFolder>,
    @CalledBy() { sessionId }: Caller,
  ): Promise<OutputOf<typeof listFolder>> {
    return this.folders.list(query, sessionId);
  }

  @Handle(addFolder)
  async add(@Input() { body }: InputOf<typeof addFolder>): Promise<OutputOf<typeof addFolder>> {
    return { path: await this.folders.add(body.path) };
  }

  @Handle(moveFolder)
  move(@Input() { body }: InputOf<typeof moveFolder>): Promise<OutputOf<typeof moveFolder>> {
    return this.folders.move(body.path, body.newPath);
  }
}
