import { Controller, Req } from '@nestjs/common';
import { uploadFiles, type OutputOf } from '@hearth/contracts';
import { CalledBy, Handle, type Caller } from '@hearth/platform';
import type { FastifyRequest } from 'fastify';
import { FormFiles } from './form-files.js';

@Controller()
export class FormUploadController {
  constructor(private readonly forms: FormFiles) {}

  @Handle(uploadFiles)
  async upload(
    @CalledBy() caller: Caller,
    @Req() request: FastifyRequest,
  ): Promise<OutputOf<typeof uploadFiles>> {
    return { files: await this.forms.store(caller, request) };
  }
}
