import { Controller } from '@nestjs/common';
import { uploadRoom, type OutputOf } from '@hearth/contracts';
import { CalledBy, Handle, type Caller } from '@hearth/platform';
import { Quotas } from './quotas.js';

@Controller()
export class UploadRoomController {
  constructor(private readonly quotas: Quotas) {}

  @Handle(uploadRoom)
  room(@CalledBy() { userId }: Caller): Promise<OutputOf<typeof uploadRoom>> {
    return this.quotas.roomOf(userId);
  }
}
